#include "response_store.h"

#include "gateway/protocol/responses/json_fields.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

namespace gateway::protocol::responses {

namespace {

constexpr std::array<std::pair<const char*, std::string OwedUsage::*>, 6> kOwed{{{"exchange", &OwedUsage::exchange},
    {"model", &OwedUsage::model}, {"asked_model", &OwedUsage::askedModel}, {"route", &OwedUsage::route},
    {"client", &OwedUsage::client}, {"dialect", &OwedUsage::dialect}}};

Json jsonOf(const KeptResponse& kept)
{
    if (kept.isElsewhere()) {
        Json json{{"id", kept.id}, {"owner", kept.owner}, {"created_s", kept.created_s}, {"provider", kept.provider}, {"key", kept.key}};
        for (const auto& [name, member] : kOwed)
            if (kept.owed)
                json["owed"][name] = kept.owed.*member;
        return json;
    }
    return Json{{"id", kept.id}, {"owner", kept.owner}, {"previous_id", kept.previousId}, {"created_s", kept.created_s},
        {"input", kept.input}, {"response", kept.response}};
}

std::optional<KeptResponse> keptOf(const Json& json)
{
    KeptResponse kept;
    kept.id = stringOf(json, "id");
    kept.provider = stringOf(json, "provider");
    const Json* const response = fieldOf(json, "response");
    if (kept.id.empty() || (!kept.isElsewhere() && (!response || !response->is_object())))
        return std::nullopt;
    kept.key = stringOf(json, "key");
    if (const Json* const owed = fieldOf(json, "owed"))
        for (const auto& [name, member] : kOwed)
            kept.owed.*member = stringOf(*owed, name);
    kept.owner = stringOf(json, "owner");
    kept.previousId = stringOf(json, "previous_id");
    kept.created_s = countOf(json, "created_s").value_or(0);
    kept.input = listOf(json, "input");
    if (response)
        kept.response = *response;
    return kept;
}

/// `kept` may be null.
Error notHere(const std::string& id, const KeptResponse* kept)
{
    Error error;
    error.kind = ErrorKind::ResponseNotKept;
    error.param = "previous_response_id";
    error.message = "The response \"" + id + "\" is "
        + (kept ? "kept by provider \"" + kept->provider + "\" alone" : std::string("not kept here (any more)"))
        + "; send the earlier items in \"input\".";
    return error;
}

/// Calls `visit` with each item that has an id.
template <class Visit> void eachItem(const KeptResponse& kept, Visit visit)
{
    for (const Json* const list : {&kept.input, &listOf(kept.response, "output")})
        for (const Json& item : *list)
            if (const std::string_view id = textOf(item, "id"); !id.empty())
                visit(id, item);
}

} // namespace

std::optional<KeptResponse> keptResponseOf(std::string_view text)
{
    const auto json = parseJson(text);
    return json ? keptOf(*json) : std::nullopt;
}

RestoredResponse restoredOf(KeptResponse kept)
{
    const std::size_t size = toText(jsonOf(kept)).size();
    return {std::move(kept), size};
}

ResponseStore::ResponseStore()
    : ResponseStore(Limits{})
{
}

ResponseStore::ResponseStore(Limits limits)
    : m_limits(limits)
{
}

ResponseStore::Entries::iterator ResponseStore::entryOf(std::string_view id, std::string_view owner)
{
    const auto found = m_byId.find(id);
    return found != m_byId.end() && found->second->kept.owner == owner ? found->second : m_entries.end();
}

void ResponseStore::touch(Entries::iterator entry) { m_entries.splice(m_entries.end(), m_entries, entry); }

void ResponseStore::drop(Entries::iterator entry)
{
    eachItem(entry->kept, [&](std::string_view id, const Json&) {
        auto [first, last] = m_byItem.equal_range(id);
        const auto found = std::find_if(first, last, [&](const auto& each) { return each.second == entry; });
        if (found != last)
            m_byItem.erase(found);
    });
    m_byId.erase(entry->kept.id);
    m_bytes -= entry->size;
    m_entries.erase(entry);
}

void ResponseStore::index(Entries::iterator entry)
{
    m_byId[entry->kept.id] = entry;
    eachItem(entry->kept, [&](std::string_view id, const Json&) { m_byItem.emplace(std::string(id), entry); });
}

void ResponseStore::keep(KeptResponse response)
{
    claim(response);
    const auto same = m_byId.find(response.id);
    if (response.id.empty() || (same != m_byId.end() && same->second->kept.owner != response.owner))
        return;
    if (same != m_byId.end())
        lose(same->second);
    if (!response.input.is_array())
        response.input = Json::array();
    std::string text = toText(jsonOf(response));
    const std::size_t size = text.size();
    if (size > m_limits.bytes || m_limits.count == 0)
        return;
    makeRoom(size);
    tell(response, std::move(text));
    insert({std::move(response), size});
}

/// For one more.
void ResponseStore::makeRoom(std::size_t size)
{
    const std::size_t count = size > 0 ? 1 : 0;
    while (!m_entries.empty() && (m_entries.size() + count > m_limits.count || m_bytes + size > m_limits.bytes))
        lose(m_entries.begin());
}

void ResponseStore::insert(RestoredResponse response)
{
    m_bytes += response.size;
    m_entries.push_back({std::move(response.kept), response.size});
    index(std::prev(m_entries.end()));
}

/// For good.
void ResponseStore::lose(Entries::iterator entry)
{
    tell(entry->kept, {});
    drop(entry);
}

const KeptResponse* ResponseStore::find(std::string_view id, std::string_view owner)
{
    const auto entry = entryOf(id, owner);
    if (entry == m_entries.end())
        return nullptr;
    touch(entry);
    return &entry->kept;
}

bool ResponseStore::remove(std::string_view id, std::string_view owner)
{
    const auto entry = entryOf(id, owner);
    if (entry == m_entries.end())
        return false;
    lose(entry);
    return true;
}

void ResponseStore::claim(const KeptResponse& kept)
{
    m_owners.claim(kept.id, kept.owner, OwnedKind::Response);
    if (m_owners.ownerOf(kept.id) == kept.owner)
        m_owners.claimOutput(kept.response, kept.owner);
}

std::optional<Json> ResponseStore::item(std::string_view itemId, std::string_view owner)
{
    auto [first, last] = m_byItem.equal_range(itemId);
    while (first != last) {
        --last; // of equal ones, the last was kept last
        if (last->second->kept.owner != owner)
            continue;
        const Entries::iterator entry = last->second;
        std::optional<Json> found;
        eachItem(entry->kept, [&](std::string_view id, const Json& item) {
            if (id == itemId)
                found = item;
        });
        touch(entry);
        return found;
    }
    return std::nullopt;
}

Result<std::vector<KeptTurn>> ResponseStore::chain(std::string_view id, std::string_view owner)
{
    std::vector<KeptTurn> turns;
    std::set<std::string, std::less<>> seen;
    std::string next(id);
    while (!next.empty() && seen.insert(next).second) {
        const KeptResponse* const kept = find(next, owner);
        if (!kept || kept->isElsewhere())
            return failure(notHere(next, kept));
        turns.push_back({kept->input, listOf(kept->response, "output")});
        next = kept->previousId;
    }
    std::reverse(turns.begin(), turns.end());
    return turns;
}

void ResponseStore::tell(const KeptResponse& kept, std::string text) const
{
    if (m_changed)
        m_changed({kept.id, std::move(text), kept.created_s});
}

void ResponseStore::tellAll() const
{
    for (const Entry& entry : m_entries)
        tell(entry.kept, toText(jsonOf(entry.kept)));
}

void ResponseStore::restore(RestoredResponse response)
{
    claim(response.kept);
    if (response.size > m_limits.bytes || m_limits.count == 0 || m_byId.contains(response.kept.id))
        return;
    makeRoom(response.size);
    insert(std::move(response));
}

void ResponseStore::setLimits(Limits limits)
{
    m_limits = limits;
    const Changed told = std::exchange(m_changed, {});
    makeRoom(0);
    m_changed = told;
}

void ResponseStore::dropOld(std::int64_t now_s)
{
    const std::int64_t oldest = now_s - std::chrono::seconds(kKeptFor).count();
    for (auto entry = m_entries.begin(); entry != m_entries.end();) {
        const auto next = std::next(entry);
        if (entry->kept.created_s < oldest)
            lose(entry);
        entry = next;
    }
}

} // namespace gateway::protocol::responses
