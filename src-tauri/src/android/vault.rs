//! The Android Keystore, through `KeyVault.kt`.

use client::Vault;
use jni::objects::{GlobalRef, JByteArray, JObject, JValue};
use jni::{JNIEnv, JavaVM};

/// A `KeyVault`. Its class is reached through the object: a thread that Rust has started cannot find classes by name.
#[derive(Debug)]
pub struct Keystore {
    java: JavaVM,
    vault: GlobalRef,
}

impl Keystore {
    /// Holds on to `vault`.
    pub fn of(env: &JNIEnv<'_>, vault: &JObject<'_>) -> jni::errors::Result<Self> {
        Ok(Self { java: env.get_java_vm()?, vault: env.new_global_ref(vault)? })
    }

    fn call(&self, method: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut env = self.java.attach_current_thread().ok()?;
        let answer = env.with_local_frame(8, |env| -> jni::errors::Result<Option<Vec<u8>>> {
            let bytes = env.byte_array_from_slice(bytes)?;
            let answer = env.call_method(&self.vault, method, "([B)[B", &[JValue::Object(&bytes)])?.l()?;
            if answer.is_null() { Ok(None) } else { env.convert_byte_array(JByteArray::from(answer)).map(Some) }
        });
        answer.unwrap_or_else(|error| {
            // Left alone, it would be thrown at whoever calls Java next.
            let _ = env.exception_clear();
            tracing::warn!(method, %error, "the keystore could not be called");
            None
        })
    }
}

impl Vault for Keystore {
    fn lock(&self, seed: &[u8]) -> Option<Vec<u8>> {
        self.call("lock", seed)
    }

    fn unlock(&self, locked: &[u8]) -> Option<Vec<u8>> {
        self.call("unlock", locked)
    }
}
