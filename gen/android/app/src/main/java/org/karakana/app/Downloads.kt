package org.karakana.app

import android.content.ContentValues
import android.content.Context
import android.net.Uri
import android.os.Build
import android.os.Environment
import android.provider.MediaStore
import androidx.annotation.RequiresApi
import java.io.File
import java.io.IOException

/** Keeps a file that the page made where people look for files: a WebView has no downloads of its own. Needs no permission. */
object Downloads {
  /** Where it is, by a name that a file manager shows; empty when it was not kept. Nothing is written over. */
  fun keep(context: Context, name: String, mime: String, bytes: ByteArray): String {
    val plain = File(name).name
    return try {
      if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) shared(context, plain, mime, bytes) else own(context, plain, bytes)
    } catch (_: Exception) {
      // A full disk, no storage, whatever a maker's store of media throws: the page says that it was not kept.
      ""
    }
  }

  /** Into the folder that all apps share. The store finds another name when this one is taken. */
  @RequiresApi(Build.VERSION_CODES.Q)
  private fun shared(context: Context, name: String, mime: String, bytes: ByteArray): String {
    val resolver = context.contentResolver
    val values = ContentValues()
    values.put(MediaStore.MediaColumns.DISPLAY_NAME, name)
    values.put(MediaStore.MediaColumns.MIME_TYPE, mime.substringBefore(';'))
    // Nobody sees half of a file.
    values.put(MediaStore.MediaColumns.IS_PENDING, 1)
    val uri = resolver.insert(MediaStore.Downloads.EXTERNAL_CONTENT_URI, values) ?: return ""
    try {
      val file = resolver.openOutputStream(uri) ?: throw IOException("no file")
      file.use { it.write(bytes) }
    } catch (failed: IOException) {
      resolver.delete(uri, null, null)
      throw failed
    }
    values.clear()
    values.put(MediaStore.MediaColumns.IS_PENDING, 0)
    resolver.update(uri, values, null, null)
    return "${Environment.DIRECTORY_DOWNLOADS}/${nameOf(context, uri) ?: name}"
  }

  private fun nameOf(context: Context, uri: Uri): String? {
    val column = arrayOf(MediaStore.MediaColumns.DISPLAY_NAME)
    return context.contentResolver.query(uri, column, null, null, null)?.use { rows ->
      if (rows.moveToFirst()) rows.getString(0) else null
    }
  }

  /** Before Android 10 the shared folder needs a permission; the app's own on the same storage does not. */
  private fun own(context: Context, name: String, bytes: ByteArray): String {
    val folder = context.getExternalFilesDir(Environment.DIRECTORY_DOWNLOADS) ?: return ""
    val (base, ending) = name.substringBeforeLast('.') to name.substringAfterLast('.')
    val names = generateSequence(1) { it + 1 }.map { if (it == 1) name else "$base ($it).$ending" }
    val file = names.map { File(folder, it) }.first { !it.exists() }
    try {
      file.writeBytes(bytes)
    } catch (failed: IOException) {
      file.delete()
      throw failed
    }
    return "Android/data/${context.packageName}/files/${Environment.DIRECTORY_DOWNLOADS}/${file.name}"
  }
}
