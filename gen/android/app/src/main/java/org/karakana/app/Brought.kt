package org.karakana.app

import org.json.JSONException
import org.json.JSONObject

/** What a sync in the background brought, as crates/client/src/background.rs writes it. */
class Brought(val language: String?, val news: List<News>, val again: Boolean) {
  /** Something to tell a person. */
  class News(
    val what: String,
    val profile: String,
    val person: String,
    val about: String,
    val pieces: Int,
    val route: String,
  )

  companion object {
    fun read(json: String): Brought = try {
      val all = JSONObject(json)
      val news = all.getJSONArray("news")
      Brought(
        language = if (all.isNull("language")) null else all.getString("language"),
        news = (0 until news.length()).map { one(news.getJSONObject(it)) },
        again = all.getBoolean("again"),
      )
    } catch (_: JSONException) {
      Brought(null, emptyList(), again = true)
    }

    private fun one(it: JSONObject) = News(
      what = it.getString("what"),
      profile = it.getString("profile"),
      person = it.getString("person"),
      about = it.getString("about"),
      pieces = it.getInt("pieces"),
      route = it.getString("route"),
    )
  }
}
