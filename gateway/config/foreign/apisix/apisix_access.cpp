#include "apisix_access.h"

#include "gateway/config/foreign/reading/key_places.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

// Source: apache/apisix: apisix/plugins/{key-auth,consumer-restriction}.lua.

bool isIn(const std::vector<std::string>& list, const std::string& name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

/// Source: apache/apisix: docs/en/latest/plugins/key-auth.md: both places are checked.
void notePlaces(ForeignObject auth)
{
    const auto header = auth.text("header");
    const auto query = auth.text("query");
    std::vector<KeyPlace> places{{true, header.value_or("apikey")}};
    if (query || !isTakenHere(places.front())) // otherwise clients use the configured header
        places.push_back({false, query.value_or("apikey")});
    if (const auto note = noteOfKeyPlaces(auth.path(), places))
        auth.log().note(*note);
    auth.skip({"hide_credentials", "realm"}); // this gateway never forwards a consumer's key to a provider
    auth.ignore({"_meta", "anonymous_consumer"});
    auth.dropRest();
}

} // namespace

std::string ApisixAccess::add(const ApisixPlugin& plugin, ImportLog& log)
{
    if (plugin.isConditional)
        return "it applies to some requests only (_meta)";
    if (plugin.name == "key-auth")
        return addKeyAuth(plugin, log);
    return plugin.name == "consumer-restriction" ? addRestriction(plugin, log) : "this plugin has no counterpart in Signalbox";
}

std::string ApisixAccess::addKeyAuth(const ApisixPlugin& plugin, ImportLog& log)
{
    m_keyAuths.push_back(plugin.path);
    ForeignObject auth = plugin.object(log);
    if (plugin.isNull())
        log.note(plugin.path, "is empty; it is treated as {}, so consumers need a key");
    if (const auto anonymous = auth.text("anonymous_consumer"))
        m_anonymous.push_back(*anonymous);
    notePlaces(std::move(auth));
    return m_consumers.keyHolders.empty() ? "it requires consumers, but the document has none with a key" : "";
}

std::string ApisixAccess::addRestriction(const ApisixPlugin& plugin, ImportLog& log)
{
    const std::size_t mark = log.errors();
    ForeignObject restriction = plugin.object(log);
    const std::string type = restriction.text("type").value_or("consumer_name");
    const auto allowed = restriction.texts("whitelist");
    const auto refused = restriction.texts("blacklist");
    const bool isPlain = type == "consumer_name" && !restriction.has("allowed_by_methods") && log.errors() == mark
        && (!allowed.empty() || (!restriction.has("whitelist") && !refused.empty()));
    restriction.ignore({"_meta", "allowed_by_methods"});
    restriction.skip({"rejected_code", "rejected_msg"});
    restriction.dropRest();
    if (!isPlain)
        return "only consumer names in whitelist and blacklist can be imported";
    m_restriction = plugin.path;
    if (!allowed.empty())
        m_whitelists.push_back(allowed);
    m_blacklist.insert(m_blacklist.end(), refused.begin(), refused.end());
    return {};
}

/// Whether every plugin treats callers without a key as an unrestricted consumer.
bool ApisixAccess::mayBeAnonymous() const
{
    return !m_keyAuths.empty() && m_anonymous.size() == m_keyAuths.size() && m_restriction.empty()
        && std::all_of(m_anonymous.begin(), m_anonymous.end(), [&](const std::string& name) { return isIn(m_consumers.unguarded, name); });
}

std::string ApisixAccess::apply(RouteSettings& route, ImportLog& log) const
{
    if (m_keyAuths.empty() && m_restriction.empty())
        return {};
    if (mayBeAnonymous()) {
        log.note(m_keyAuths.front(), "allows callers without a key as " + m_anonymous.front() + ": so does the route");
        return {};
    }
    if (!m_anonymous.empty())
        log.note(m_keyAuths.front(), "allows callers without a key as " + m_anonymous.front()
                + ", which cannot be combined with a restriction: the route requires a key");
    if (m_keyAuths.empty() && m_whitelists.empty())
        return "no plugin identifies consumers, so every request to the route is refused";
    if (m_keyAuths.empty())
        log.note(m_restriction, "has no authentication plugin with it, so no consumer is identified; Signalbox identifies consumers by their keys");
    std::vector<std::string> names = m_whitelists.empty() ? m_consumers.keyHolders : m_whitelists.front();
    std::erase_if(names, [&](const std::string& name) {
        const bool isMissing = std::any_of(m_whitelists.begin(), m_whitelists.end(), [&](const auto& list) { return !isIn(list, name); });
        // Reserved here for callers without a key and for this program itself.
        return isMissing || isIn(m_blacklist, name) || name == "anonymous" || name == kOwnConsumer;
    });
    if (names.empty())
        return "its restrictions leave no consumer that may use it";
    route.consumers = std::move(names);
    return {};
}

} // namespace gateway::config::foreign
