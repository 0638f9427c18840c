package org.karakana.app

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network

/** Tells the core when the network is back while the app is in front. */
class NetworkReturn(context: Context) : ConnectivityManager.NetworkCallback() {
  private val system = context.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager

  // The first answer is about the network that was there before, with which the app syncs anyhow.
  private var gone = false
  private var watching = false

  fun watch() {
    gone = system.activeNetwork == null
    if (!watching) system.registerDefaultNetworkCallback(this)
    watching = true
  }

  fun rest() {
    if (watching) system.unregisterNetworkCallback(this)
    watching = false
  }

  override fun onAvailable(network: Network) {
    if (gone) Core.wake()
    gone = false
  }

  override fun onLost(network: Network) {
    gone = true
  }
}
