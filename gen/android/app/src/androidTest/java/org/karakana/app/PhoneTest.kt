package org.karakana.app

import android.content.Context
import androidx.test.core.app.ApplicationProvider
import androidx.test.ext.junit.runners.AndroidJUnit4
import androidx.work.ListenableWorker
import androidx.work.testing.TestListenableWorkerBuilder
import kotlinx.coroutines.runBlocking
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith

/** What cannot be tried without a device: the Keystore, and Rust reached through JNI with nobody enrolled. */
@RunWith(AndroidJUnit4::class)
class PhoneTest {
  private val context: Context = ApplicationProvider.getApplicationContext()

  @Test
  fun theKeystoreOpensWhatItLocked() {
    val seed = ByteArray(32) { it.toByte() }
    val locked = KeyVault().lock(seed)!!
    assertFalse(locked.toList().windowed(32).contains(seed.toList()))
    assertArrayEquals(seed, KeyVault().unlock(locked))
    locked[20] = (locked[20] + 1).toByte()
    assertNull(KeyVault().unlock(locked))
  }

  @Test
  fun theWorkerReachesTheCore() = runBlocking {
    val worker = TestListenableWorkerBuilder<SyncWorker>(context).build()
    assertEquals(ListenableWorker.Result.success(), worker.doWork())
  }

  @Test
  fun onlyAddressesOfScreensAreOpened() {
    assertTrue(Page.isRoute("#/p/5f3a/work/a1.2-b"))
    assertFalse(Page.isRoute("https://elsewhere.example/#/p"))
    assertFalse(Page.isRoute("#/');alert('"))
  }
}
