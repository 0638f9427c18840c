package org.karakana.app

import android.content.Context
import java.io.File

/** The core in Rust, as far as Android calls it without the page. The other side is src-tauri/src/android/calls.rs. */
object Core {
  init {
    System.loadLibrary("karakana")
  }

  /** Before anything else, in each process. */
  fun begin(context: Context) = prepare(KeyVault(), folder(context), context.noBackupFilesDir.path)

  /** Where the phone's data is. */
  fun folder(context: Context): String = File(context.filesDir, "phone").path

  private external fun prepare(vault: KeyVault, folder: String, noBackup: String)

  /** Syncs everybody once, for at most so long. Answers with JSON, see [Brought]; empty when it could not even begin. */
  external fun syncOnce(folder: String, deadlineMillis: Long): String

  /** Whether people can see the app. Coming to the front, it syncs soon. */
  external fun inFront(yes: Boolean)

  /** The network is back, or the background worker was at it: sync soon. */
  external fun wake()

  /** The language chosen in the app: `sw`, `en`, or nothing yet. */
  external fun language(): String

  /** Chooses the language of the app, as if it had been done there. */
  external fun setLanguage(language: String)
}
