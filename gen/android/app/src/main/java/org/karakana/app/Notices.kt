package org.karakana.app

import android.Manifest
import android.annotation.SuppressLint
import android.app.NotificationChannel
import android.app.NotificationManager
import android.app.PendingIntent
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.content.res.Configuration
import android.net.Uri
import android.os.Build
import androidx.core.app.NotificationCompat
import androidx.core.app.NotificationManagerCompat
import androidx.core.content.ContextCompat
import java.util.Locale

/** Tells what a sync in the background brought: one notification for each thing, grouped by person. */
object Notices {
  private const val CHANNEL = "work"

  /** More than these are counted and not listed. */
  private const val MOST = 5

  @SuppressLint("MissingPermission") // It is looked for first.
  fun show(context: Context, brought: Brought) {
    if (brought.news.isEmpty() || !mayTell(context)) return
    val told = speaking(context, brought.language)
    val manager = NotificationManagerCompat.from(context)
    val name = told.getString(R.string.channel_work)
    val channel = NotificationChannel(CHANNEL, name, NotificationManager.IMPORTANCE_DEFAULT)
    channel.description = told.getString(R.string.channel_work_what)
    manager.createNotificationChannel(channel)
    for ((profile, news) in brought.news.groupBy { it.profile }) {
      for (one in news.take(MOST)) {
        manager.notify(one.route, 1, single(context, told, one))
      }
      manager.notify(profile, 2, summary(context, told, profile, news))
    }
  }

  private fun single(context: Context, told: Context, news: Brought.News) =
    NotificationCompat.Builder(context, CHANNEL)
      .setContentTitle(told.getString(titleOf(news.what), news.about))
      .setContentText(textOf(told, news))
      .also { common(context, it, news.profile, news.route) }
      .build()

  private fun summary(context: Context, told: Context, profile: String, news: List<Brought.News>) =
    NotificationCompat.Builder(context, CHANNEL)
      .setContentTitle(news.first().person)
      .setContentText(told.resources.getQuantityString(R.plurals.news_many, news.size, news.size))
      .setGroupSummary(true)
      .also { common(context, it, profile, "#/p/$profile") }
      .build()

  private fun common(context: Context, builder: NotificationCompat.Builder, profile: String, route: String) {
    builder
      .setSmallIcon(R.drawable.notice)
      .setColor(ContextCompat.getColor(context, R.color.clay))
      .setContentIntent(opens(context, route))
      .setAutoCancel(true)
      .setGroup(profile)
      .setCategory(NotificationCompat.CATEGORY_STATUS)
      // A phone is often shared: names of products and people stay off the locked screen.
      .setVisibility(NotificationCompat.VISIBILITY_PRIVATE)
  }

  private fun titleOf(what: String) = when (what) {
    "payment" -> R.string.news_payment
    "rework" -> R.string.news_rework
    else -> R.string.news_assignment
  }

  /** Of a payment only whose it is: an amount is nobody else's business. */
  private fun textOf(told: Context, news: Brought.News) =
    if (news.what == "payment") news.person
    else told.resources.getQuantityString(R.plurals.news_pieces, news.pieces, news.person, news.pieces)

  /** The data makes the intents of two screens differ; it is read by nobody. */
  private fun opens(context: Context, route: String): PendingIntent {
    val intent = Intent(context, MainActivity::class.java)
      .setData(Uri.fromParts("karakana", route, null))
      .putExtra(MainActivity.ROUTE, route)
    val flags = PendingIntent.FLAG_UPDATE_CURRENT or PendingIntent.FLAG_IMMUTABLE
    return PendingIntent.getActivity(context, 0, intent, flags)
  }

  /** The app's words in the language chosen in it, which need not be the phone's. */
  private fun speaking(context: Context, language: String?): Context {
    val configuration = Configuration(context.resources.configuration)
    configuration.setLocale(Locale.forLanguageTag(language ?: "sw"))
    return context.createConfigurationContext(configuration)
  }

  private fun mayTell(context: Context) = Build.VERSION.SDK_INT < Build.VERSION_CODES.TIRAMISU ||
    ContextCompat.checkSelfPermission(context, Manifest.permission.POST_NOTIFICATIONS) == PackageManager.PERMISSION_GRANTED
}
