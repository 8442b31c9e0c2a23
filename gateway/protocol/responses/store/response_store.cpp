#include "response_store.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

namespace gateway::protocol::responses {

namespace {

constexpr std::array<std::pair<const char*, std::string OwedUsage::*>, 6> kOwed{{{"exchange", &OwedUsage::exchange},
    {"model", &OwedUsage::model}, {"asked_model", &OwedUsage::askedModel}, {"route", &OwedUsage::route},
    {"client", &OwedUsage::client}, {"dialect", &OwedUsage::dialect}}};
constexpr std::array<std::pair<const char*, std::int64_t OwedUsage::*>, 2> kOwedTokens{{{"most_input", &OwedUsage::mostInput}, {"most_output", &OwedUsage::mostOutput}}};

Json jsonOf(const KeptResponse& kept)
{
    if (kept.isElsewhere()) {
        Json json{{"id", kept.id}, {"owner", kept.owner}, {"created_s", kept.created_s}, {"provider", kept.provider}, {"key", kept.key}};
        if (kept.tokens > 0)
            json["tokens"] = kept.tokens;
        if (!kept.owed)
            return json;
        for (const auto& [name, member] : kOwed)
            json["owed"][name] = kept.owed.*member;
        for (const auto& [name, member] : kOwedTokens)
            if (kept.owed.*member > 0)
                json["owed"][name] = kept.owed.*member;
        return json;
    }
    return Json{{"id", kept.id}, {"owner", kept.owner}, {"previous_id", kept.previousId}, {"created_s", kept.created_s},
        {"input", kept.input}, {"response", kept.response}};
}

std::optional<KeptResponse> keptOf(const Json& json)
{
    KeptResponse kept;
    kept.id = json::textOf(json, "id");
    kept.provider = json::textOf(json, "provider");
    const Json* const response = json::findField(json, "response");
    if (kept.id.empty() || (!kept.isElsewhere() && (!response || !response->is_object())))
        return std::nullopt;
    kept.key = json::textOf(json, "key");
    kept.tokens = json::countOf(json, "tokens").value_or(0);
    if (const Json* const owed = json::findField(json, "owed")) {
        for (const auto& [name, member] : kOwed)
            kept.owed.*member = json::textOf(*owed, name);
        for (const auto& [name, member] : kOwedTokens)
            kept.owed.*member = json::countOf(*owed, name).value_or(0);
    }
    kept.owner = json::textOf(json, "owner");
    kept.previousId = json::textOf(json, "previous_id");
    kept.created_s = json::countOf(json, "created_s").value_or(0);
    kept.input = json::listOf(json, "input");
    if (response)
        kept.response = *response;
    return kept;
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

ResponseStore::Entries::const_iterator ResponseStore::entryOf(std::string_view id, std::string_view owner) const
{
    const auto found = m_byId.find(id);
    return found != m_byId.end() && found->second->kept->owner == owner ? Entries::const_iterator(found->second) : m_entries.end();
}

WrittenResponse::WrittenResponse(KeptResponse response)
{
    if (!response.input.is_array())
        response.input = Json::array();
    text = toText(jsonOf(response));
    made = ownedIdsOf(response.response);
    kept = std::make_shared<const KeptResponse>(std::move(response));
}

void ResponseStore::keep(WrittenResponse response)
{
    const KeptResponse& kept = *response.kept;
    claim(kept, response.made);
    const auto same = m_byId.find(kept.id);
    if (kept.id.empty() || (same != m_byId.end() && same->second->kept->owner != kept.owner))
        return;
    if (same != m_byId.end())
        lose(same->second);
    const std::size_t size = response.text.size();
    if (size > m_limits.bytes || m_limits.count == 0)
        return;
    makeRoom(size);
    tell(kept, std::move(response.text));
    insert({std::move(response.kept), size});
}

/// Makes room for one more.
void ResponseStore::makeRoom(std::size_t size)
{
    const std::size_t count = size > 0 ? 1 : 0;
    while (!m_entries.empty() && (m_entries.size() + count > m_limits.count || m_bytes + size > m_limits.bytes))
        lose(m_entries.begin());
}

void ResponseStore::insert(Entry entry)
{
    m_bytes += entry.size;
    m_entries.push_back(std::move(entry));
    m_byId[m_entries.back().kept->id] = std::prev(m_entries.end());
}

/// Removes an entry permanently.
void ResponseStore::lose(Entries::const_iterator entry)
{
    tell(*entry->kept, {});
    m_byId.erase(entry->kept->id);
    m_bytes -= entry->size;
    if (m_free && entry->size > kLong)
        m_free(entry->kept);
    m_entries.erase(entry);
}

const KeptResponse* ResponseStore::find(std::string_view id, std::string_view owner) { return shared(id, owner).get(); }

std::shared_ptr<const KeptResponse> ResponseStore::shared(std::string_view id, std::string_view owner)
{
    const auto entry = entryOf(id, owner);
    if (entry == m_entries.end())
        return nullptr;
    m_entries.splice(m_entries.end(), m_entries, entry);
    return entry->kept;
}

KeptHistory ResponseStore::historyOf(std::string_view owner) const
{
    std::vector<std::shared_ptr<const KeptResponse>> kept;
    for (const Entry& entry : m_entries)
        if (entry.kept->owner == owner)
            kept.push_back(entry.kept);
    return KeptHistory(std::move(kept));
}

std::size_t ResponseStore::chainBytes(std::string_view id, std::string_view owner) const
{
    std::size_t bytes = 0;
    std::size_t left = m_entries.size(); // so that a cycle ends
    for (auto entry = entryOf(id, owner); entry != m_entries.end() && left > 0; --left) {
        bytes += entry->size;
        entry = entryOf(entry->kept->previousId, owner);
    }
    return bytes;
}

bool ResponseStore::remove(std::string_view id, std::string_view owner)
{
    const auto entry = entryOf(id, owner);
    if (entry == m_entries.end())
        return false;
    lose(entry);
    return true;
}

const KeptResponse* ResponseStore::owedTo(std::string_view exchange) const
{
    const auto entry = std::ranges::find_if(m_entries, [exchange](const Entry& each) { return each.kept->owed.exchange == exchange; });
    return exchange.empty() || entry == m_entries.end() ? nullptr : entry->kept.get();
}

void ResponseStore::claim(const KeptResponse& kept, const std::vector<OwnedId>& made)
{
    m_owners.claim(kept.id, kept.owner, OwnedKind::Response);
    if (m_owners.ownerOf(kept.id) == kept.owner)
        m_owners.claim(made, kept.owner);
}

void ResponseStore::tell(const KeptResponse& kept, std::string text) const
{
    if (m_changed)
        m_changed({kept.id, std::move(text), kept.created_s});
}

void ResponseStore::tellAll() const
{
    for (const Entry& entry : m_entries)
        tell(*entry.kept, toText(jsonOf(*entry.kept)));
}

void ResponseStore::restore(RestoredResponse response)
{
    claim(response.kept, ownedIdsOf(response.kept.response));
    if (response.size > m_limits.bytes || m_limits.count == 0 || m_byId.contains(response.kept.id))
        return;
    makeRoom(response.size);
    insert({std::make_shared<const KeptResponse>(std::move(response.kept)), response.size});
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
        if (entry->kept->created_s < oldest)
            lose(entry);
        entry = next;
    }
}

} // namespace gateway::protocol::responses
