package org.karakana.app

import android.content.Intent
import android.content.res.Configuration
import android.os.Bundle
import android.webkit.WebView
import androidx.activity.OnBackPressedCallback
import androidx.activity.enableEdgeToEdge
import androidx.core.content.ContextCompat
import androidx.core.splashscreen.SplashScreen.Companion.installSplashScreen

/** The one activity: the window around the page. What the two agree on is in docs/ANDROID.md. */
class MainActivity : TauriActivity() {
  private lateinit var network: NetworkReturn
  private lateinit var page: Page
  private var webView: WebView? = null

  override fun onCreate(savedInstanceState: Bundle?) {
    installSplashScreen()
    enableEdgeToEdge()
    Core.begin(applicationContext)
    // The person comes back to the screen that was open when the system took the app away.
    page = Page(this, routeOf(intent) ?: savedInstanceState?.getString(ROUTE).orEmpty())
    network = NetworkReturn(applicationContext)
    super.onCreate(savedInstanceState)
    Insets.watch(this) { insets -> page.insets(insets) }
    SyncWorker.schedule(applicationContext)
  }

  override fun onWebViewCreate(webView: WebView) {
    this.webView = webView
    webView.setBackgroundColor(ContextCompat.getColor(this, R.color.paper))
    webView.settings.textZoom = zoom(resources.configuration)
    page.join(webView)
  }

  override fun onStart() {
    super.onStart()
    visible = true
    network.watch()
    Core.inFront(true)
  }

  override fun onResume() {
    super.onResume()
    Languages.agree(this) { webView?.reload() }
    takeBack()
    page.changed()
  }

  override fun onStop() {
    Core.inFront(false)
    network.rest()
    visible = false
    super.onStop()
  }

  override fun onNewIntent(intent: Intent) {
    super.onNewIntent(intent)
    setIntent(intent)
    routeOf(intent)?.let { page.open(it) }
  }

  override fun onSaveInstanceState(outState: Bundle) {
    super.onSaveInstanceState(outState)
    outState.putString(ROUTE, page.route())
  }

  override fun onConfigurationChanged(newConfig: Configuration) {
    super.onConfigurationChanged(newConfig)
    webView?.settings?.textZoom = zoom(newConfig)
    webView?.setBackgroundColor(ContextCompat.getColor(this, R.color.paper))
  }

  private val back = object : OnBackPressedCallback(true) {
    override fun handleOnBackPressed() = page.back { moveTaskToBack(true) }
  }

  /** Whoever asked last is asked first, and the framework's own asks while the page loads. */
  fun takeBack() {
    back.remove()
    onBackPressedDispatcher.addCallback(back)
  }

  companion object {
    /** The extra of an intent that names the screen to open. */
    const val ROUTE = "route"

    /** Whether somebody can see the app. */
    @Volatile
    var visible = false
      private set

    private fun zoom(configuration: Configuration) = (configuration.fontScale * 100).toInt()

    /** The screen that an intent asks for. Any app can send one, so only addresses of screens count. */
    private fun routeOf(intent: Intent?): String? = intent?.getStringExtra(ROUTE)?.takeIf { Page.isRoute(it) }
  }
}
