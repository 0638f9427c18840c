package org.karakana.app

import android.content.Context
import androidx.appcompat.app.AppCompatActivity
import androidx.appcompat.app.AppCompatDelegate
import androidx.core.os.LocaleListCompat

/** The language can be chosen in the app and in the system's settings of the app. The one chosen last counts in both. */
object Languages {
  private const val AGREED = "language"

  fun agree(activity: AppCompatActivity, changed: () -> Unit) {
    val notes = activity.getSharedPreferences("phone", Context.MODE_PRIVATE)
    val agreed = notes.getString(AGREED, "").orEmpty()
    val app = Core.language()
    val system = AppCompatDelegate.getApplicationLocales()[0]?.language.orEmpty()
    val now = when {
      app != agreed && app.isNotEmpty() -> app
      system != agreed && (system == "sw" || system == "en") -> system
      else -> return
    }
    notes.edit().putString(AGREED, now).apply()
    if (now != system) AppCompatDelegate.setApplicationLocales(LocaleListCompat.forLanguageTags(now))
    if (now != app) {
      Core.setLanguage(now)
      changed()
    }
  }
}
