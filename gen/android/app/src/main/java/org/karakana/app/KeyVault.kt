package org.karakana.app

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.ProviderException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/**
 * Locks the seed of a device's key with a key of the Android Keystore, which does not leave the phone. Called from Rust.
 * Says nothing in logs, neither what it is given nor why it failed.
 */
class KeyVault {
  /** The nonce and the locked seed, or null where the Keystore does not work. */
  fun lock(seed: ByteArray): ByteArray? = orNull {
    val cipher = Cipher.getInstance(CIPHER)
    cipher.init(Cipher.ENCRYPT_MODE, kept() ?: drawn())
    cipher.iv + cipher.doFinal(seed)
  }

  /** The seed, or null when it does not open. */
  fun unlock(locked: ByteArray): ByteArray? = orNull {
    val cipher = Cipher.getInstance(CIPHER)
    cipher.init(Cipher.DECRYPT_MODE, kept() ?: return@orNull null, GCMParameterSpec(128, locked, 0, NONCE))
    cipher.doFinal(locked, NONCE, locked.size - NONCE)
  }

  private fun kept(): SecretKey? {
    val store = KeyStore.getInstance(STORE).apply { load(null) }
    return store.getKey(ALIAS, null) as SecretKey?
  }

  /** Not bound to the screen lock: the background worker needs it, and many phones here have none. */
  private fun drawn(): SecretKey {
    val purposes = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT
    val spec = KeyGenParameterSpec.Builder(ALIAS, purposes)
      .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
      .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
      .setKeySize(256)
      .build()
    return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec) }.generateKey()
  }

  /** Keystores of cheap phones fail in more ways than they declare. */
  private inline fun orNull(run: () -> ByteArray?): ByteArray? = try {
    run()
  } catch (_: GeneralSecurityException) {
    null
  } catch (_: ProviderException) {
    null
  } catch (_: IllegalArgumentException) {
    null
  } catch (_: IllegalStateException) {
    null
  } catch (_: java.io.IOException) {
    null
  }

  private companion object {
    const val STORE = "AndroidKeyStore"
    const val ALIAS = "karakana.device.1"
    const val CIPHER = "AES/GCM/NoPadding"
    const val NONCE = 12
  }
}
