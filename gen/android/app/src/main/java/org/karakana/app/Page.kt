package org.karakana.app

import android.Manifest
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.PowerManager
import android.provider.Settings
import android.util.Base64
import android.webkit.JavascriptInterface
import android.webkit.WebView
import androidx.core.app.ActivityCompat
import androidx.core.app.NotificationManagerCompat
import androidx.core.content.ContextCompat

/** `window.KarakanaPhone`: what the page can ask of the phone. Only the app's own page is ever loaded, see the shell. */
class Page(private val activity: MainActivity, @Volatile private var next: String) {
  private var webView: WebView? = null
  @Volatile
  private var edges = "0,0,0,0"

  /** Before anything is loaded. */
  fun join(webView: WebView) {
    this.webView = webView
    webView.addJavascriptInterface(this, "KarakanaPhone")
  }

  /** The free edges have changed: top, right, bottom, left in CSS pixels. */
  fun insets(now: String) {
    edges = now
    run("window.karakanaInsets&&window.karakanaInsets('$now')")
  }

  /** Something that the page asks for may have another answer now. */
  fun changed() = run("window.dispatchEvent(new Event('karakana-phone'))")

  /** Opens a screen in the page, or in the next one when there is none yet. */
  fun open(route: String) {
    next = route
    run("window.karakanaOpen&&window.karakanaOpen()")
  }

  /** The screen that is open. */
  fun route(): String = webView?.url?.substringAfter('#', "")?.let { "#$it" }?.takeIf { isRoute(it) } ?: next

  /** Lets the page go back, or calls `root` when it has nowhere to go. */
  fun back(root: () -> Unit) {
    val view = webView ?: return root()
    view.evaluateJavascript("window.karakanaBack?window.karakanaBack():null") { answer ->
      when {
        answer == "true" -> Unit
        // A page without that function, which is the one for WebViews that are too old.
        answer == "null" && view.canGoBack() -> view.goBack()
        else -> root()
      }
    }
  }

  private fun run(script: String) {
    webView?.evaluateJavascript(script, null)
  }

  @JavascriptInterface
  fun edges(): String = edges

  @JavascriptInterface
  fun takeRoute(): String = next.also { next = "" }

  @JavascriptInterface
  fun started() = activity.runOnUiThread { activity.takeBack() }

  @JavascriptInterface
  fun dial(number: String) = start(Intent(Intent.ACTION_DIAL, Uri.fromParts("tel", number, null)))

  @JavascriptInterface
  fun maker(): String = Build.MANUFACTURER.lowercase()

  @JavascriptInterface
  fun notifications(): String = when {
    NotificationManagerCompat.from(activity).areNotificationsEnabled() -> "granted"
    Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU -> "blocked"
    granted() || (asked() && !ActivityCompat.shouldShowRequestPermissionRationale(activity, NOTIFY)) -> "blocked"
    else -> "ask"
  }

  @JavascriptInterface
  fun askNotifications() = activity.runOnUiThread {
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
      notes().edit().putBoolean(ASKED, true).apply()
      // The answer comes with the next `onResume`: the question is an activity of its own.
      ActivityCompat.requestPermissions(activity, arrayOf(NOTIFY), 0)
    }
  }

  @JavascriptInterface
  fun openNotificationSettings() = start(
    Intent(Settings.ACTION_APP_NOTIFICATION_SETTINGS).putExtra(Settings.EXTRA_APP_PACKAGE, activity.packageName),
  )

  @JavascriptInterface
  fun battery(): String {
    val power = activity.getSystemService(Context.POWER_SERVICE) as PowerManager
    return if (power.isIgnoringBatteryOptimizations(activity.packageName)) "free" else "saving"
  }

  @JavascriptInterface
  fun openBatterySettings() = start(Intent(Settings.ACTION_IGNORE_BATTERY_OPTIMIZATION_SETTINGS))

  @JavascriptInterface
  fun saveFile(name: String, mime: String, bytes: String): String =
    Downloads.keep(activity, name, mime, Base64.decode(bytes, Base64.DEFAULT))

  private fun start(intent: Intent) = activity.runOnUiThread {
    try {
      activity.startActivity(intent)
    } catch (_: ActivityNotFoundException) {
      val details = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS)
      activity.startActivity(details.setData(Uri.fromParts("package", activity.packageName, null)))
    }
  }

  private fun granted() = ContextCompat.checkSelfPermission(activity, NOTIFY) == PackageManager.PERMISSION_GRANTED

  private fun notes() = activity.getSharedPreferences("phone", Context.MODE_PRIVATE)

  private fun asked() = notes().getBoolean(ASKED, false)

  companion object {
    private const val NOTIFY = Manifest.permission.POST_NOTIFICATIONS
    private const val ASKED = "asked for notifications"
    private val ROUTE = Regex("#/[A-Za-z0-9/_.%~-]*")

    /** Whether this is the address of a screen and nothing else. */
    fun isRoute(text: String) = text.length <= 500 && ROUTE.matches(text)
  }
}
