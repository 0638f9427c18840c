package org.karakana.app

import android.view.View
import androidx.appcompat.app.AppCompatActivity
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import androidx.core.view.WindowInsetsCompat.Type
import kotlin.math.ceil

/** The edges of the screen that bars and cut-outs cover, and the keyboard. */
object Insets {
  /**
   * The page paints under the bars and is told how wide they are. The keyboard makes the WebView smaller. Nothing is passed
   * on: newer WebViews would take the keyboard off a second time.
   */
  fun watch(activity: AppCompatActivity, tell: (String) -> Unit) {
    val content = activity.findViewById<View>(android.R.id.content)
    ViewCompat.setOnApplyWindowInsetsListener(content) { view, all ->
      val bars = all.getInsets(Type.systemBars() or Type.displayCutout())
      val keyboard = all.getInsets(Type.ime()).bottom
      view.setPadding(0, 0, 0, keyboard)
      val density = view.resources.displayMetrics.density
      val bottom = if (keyboard > 0) 0 else bars.bottom
      tell(listOf(bars.top, bars.right, bottom, bars.left).joinToString(",") { "${ceil(it / density).toInt()}" })
      WindowInsetsCompat.CONSUMED
    }
  }
}
