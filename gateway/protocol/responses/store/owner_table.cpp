#include "owner_table.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <variant>

namespace gateway::protocol::responses {

namespace {

struct ItemId {
    std::string operator()(const Text& text) const { return text.itemId; }
    std::string operator()(const Refusal& refusal) const { return refusal.itemId; }
    std::string operator()(const Thinking& thinking) const { return thinking.id; }
    std::string operator()(const ToolCall& call) const { return call.itemId; }
    std::string operator()(const ToolResult& result) const { return result.itemId; }
    std::string operator()(const Opaque& item) const { return json::textOf(item.value, "id"); }
    std::string operator()(const Media& media) const { return json::textOf(media.extras.value, "id"); }
};

} // namespace

std::vector<OwnedId> ownedIdsOf(const Json& response)
{
    std::vector<OwnedId> ids{{json::textOf(response, "id"), OwnedKind::Response}};
    for (const Json& item : json::listOf(response, "output")) {
        if (ids.size() == OwnerTable::kMostAtOnce)
            break;
        ids.push_back({json::textOf(item, "id"), OwnedKind::Item});
        if (std::string container = json::textOf(item, "container_id"); !container.empty()) // in which code ran
            ids.push_back({std::move(container), OwnedKind::Item});
    }
    return ids;
}

std::vector<OwnedId> ownedIdsOf(const ModelAnswer& answer)
{
    std::vector<OwnedId> ids{{answer.id, OwnedKind::Response}};
    for (const Choice& choice : answer.choices)
        for (const Part& part : choice.parts)
            if (ids.size() < OwnerTable::kMostAtOnce)
                ids.push_back({std::visit(ItemId(), part.content), OwnedKind::Item});
    return ids;
}

bool OwnerTable::mayUse(std::string_view id, std::string_view caller, bool isAlone) const
{
    const auto found = m_owners.find(id);
    return found == m_owners.end() ? isAlone : found->second == caller;
}

std::optional<std::string> OwnerTable::ownerOf(std::string_view id) const
{
    const auto found = m_owners.find(id);
    return found == m_owners.end() ? std::nullopt : std::optional(found->second);
}

bool OwnerTable::hasOthersThan(std::string_view caller) const
{
    return m_counts.size() > 1 || (m_counts.size() == 1 && m_counts.begin()->first != caller);
}

bool OwnerTable::insert(std::string_view id, std::string_view owner, OwnedKind kind)
{
    if (id.empty() || id.size() > kLongestId || m_owners.find(id) != m_owners.end())
        return false;
    auto& claims = m_claims[static_cast<std::size_t>(kind)];
    if (claims.size() >= kMost) {
        if (m_changed)
            m_changed({claims.front()->first, kind, std::nullopt});
        const auto count = m_counts.find(claims.front()->second);
        if (--count->second == 0)
            m_counts.erase(count);
        m_owners.erase(claims.front());
        claims.pop_front();
    }
    claims.push_back(m_owners.emplace(id, owner).first);
    ++m_counts[std::string(owner)];
    return true;
}

void OwnerTable::claim(std::string_view id, std::string_view owner, OwnedKind kind)
{
    if (insert(id, owner, kind) && m_changed)
        m_changed({std::string(id), kind, std::string(owner)});
}

void OwnerTable::claim(const std::vector<OwnedId>& ids, std::string_view owner)
{
    for (std::size_t i = 0; i < std::min(ids.size(), kMostAtOnce); ++i)
        claim(ids[i].id, owner, ids[i].kind);
}

void OwnerTable::claimEvent(const AnswerEvent& event, std::string_view owner)
{
    if (const auto* const begun = std::get_if<AnswerBegun>(&event))
        claim(begun->id, owner, OwnedKind::Response);
    else if (const auto* const part = std::get_if<PartBegun>(&event)) {
        claim(std::visit(ItemId(), part->content), owner, OwnedKind::Item);
        if (const auto* const item = std::get_if<Opaque>(&part->content))
            claim(json::textOf(item->value, "container_id"), owner, OwnedKind::Item);
    }
}

void OwnerTable::restore(const std::vector<OwnerChange>& lines)
{
    for (const OwnerChange& line : lines)
        if (line.owner)
            insert(line.id, *line.owner, line.kind);
}

} // namespace gateway::protocol::responses
