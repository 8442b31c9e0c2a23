#include "kept_history.h"

#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <algorithm>
#include <set>

namespace gateway::protocol::responses {

namespace {

/// `kept` may be null.
Error notHere(const std::string& id, const KeptResponse* kept)
{
    Error error;
    error.kind = ErrorKind::ResponseNotKept;
    error.param = "previous_response_id";
    error.message = kept
        ? Sentence(QT_TRANSLATE_NOOP("Error", "The response \"%1\" is stored only at provider \"%2\". Send the earlier items in \"input\"."),
              {id, kept->provider})
        : Sentence(QT_TRANSLATE_NOOP("Error", "The response \"%1\" is not stored here, or no longer. Send the earlier items in \"input\"."), {id});
    return error;
}

} // namespace

const KeptResponse* KeptHistory::find(std::string_view id) const
{
    const auto found = std::ranges::find(m_kept, id, [](const auto& kept) { return std::string_view(kept->id); });
    return found == m_kept.end() ? nullptr : found->get();
}

Result<std::vector<KeptTurn>> KeptHistory::chain(std::string_view id)
{
    std::vector<KeptTurn> turns;
    std::set<std::string_view> seen;
    while (!id.empty() && seen.insert(id).second) {
        const KeptResponse* const kept = find(id);
        if (!kept || kept->isElsewhere())
            return failure(notHere(std::string(id), kept));
        turns.push_back({&kept->input, &json::listOf(kept->response, "output")});
        m_used.push_back(kept->id);
        id = kept->previousId;
    }
    std::reverse(turns.begin(), turns.end());
    return turns;
}

void KeptHistory::index()
{
    for (const auto& kept : m_kept)
        for (const Json* const list : {&kept->input, &json::listOf(kept->response, "output")})
            for (const Json& item : *list)
                if (const std::string_view id = json::textOf(item, "id"); !id.empty())
                    m_items[id] = {&item, kept.get()};
}

const Json* KeptHistory::item(std::string_view itemId)
{
    if (m_items.empty())
        index();
    const auto found = m_items.find(itemId);
    if (found == m_items.end())
        return nullptr;
    if (const std::string_view id = found->second.of->id; m_used.empty() || m_used.back() != id)
        m_used.push_back(id);
    return found->second.json;
}

} // namespace gateway::protocol::responses
