package org.karakana.app

import android.content.Context
import androidx.work.BackoffPolicy
import androidx.work.Constraints
import androidx.work.CoroutineWorker
import androidx.work.ExistingPeriodicWorkPolicy
import androidx.work.NetworkType
import androidx.work.PeriodicWorkRequestBuilder
import androidx.work.WorkManager
import androidx.work.WorkerParameters
import java.util.concurrent.TimeUnit
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** Syncs while nobody looks, as far as the phone's maker lets it. */
class SyncWorker(context: Context, parameters: WorkerParameters) : CoroutineWorker(context, parameters) {
  override suspend fun doWork(): Result = withContext(Dispatchers.IO) {
    Core.begin(applicationContext)
    val brought = Brought.read(Core.syncOnce(Core.folder(applicationContext), DEADLINE_MILLIS))
    if (MainActivity.visible) Core.wake() else Notices.show(applicationContext, brought)
    if (brought.again && runAttemptCount < MOST_TRIES) Result.retry() else Result.success()
  }

  companion object {
    /** WorkManager ends a worker after ten minutes; a sync over 2G is done or given up long before. */
    private const val DEADLINE_MILLIS = 120_000L

    /** Then it waits for its next hour. */
    private const val MOST_TRIES = 3

    /** An hour: nothing new costs about 1.5 kB with TLS, so a month costs about 1 MB where the phone lets it run each time. */
    private const val EVERY_MINUTES = 60L

    fun schedule(context: Context) {
      val careful = Constraints.Builder()
        .setRequiredNetworkType(NetworkType.CONNECTED)
        .setRequiresBatteryNotLow(true)
        .build()
      val request = PeriodicWorkRequestBuilder<SyncWorker>(EVERY_MINUTES, TimeUnit.MINUTES)
        .setConstraints(careful)
        .setBackoffCriteria(BackoffPolicy.EXPONENTIAL, 5, TimeUnit.MINUTES)
        .build()
      WorkManager.getInstance(context)
        .enqueueUniquePeriodicWork("sync", ExistingPeriodicWorkPolicy.UPDATE, request)
    }
  }
}
