#pragma once

#include "earlier_input.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::protocol::responses {

/// Whose tokens a provider tells once a response is over.
struct OwedUsage {
    std::string exchange; ///< id of the one that asked for it; empty: nothing is owed
    std::string model; ///< as sent there; below, as the exchange had them
    std::string askedModel;
    std::string route;
    std::string client;
    std::string dialect; ///< empty: that of responses

    explicit operator bool() const { return !exchange.empty(); }
};

/// A response that a client may come back to: all of it, or only who else keeps it.
struct KeptResponse {
    std::string id;
    std::string owner; ///< name of the consumer that asked; empty: nobody in particular
    std::string previousId; ///< that it continued; empty: none
    Json input; ///< `inputItemsOf()` its request
    Json response; ///< as the client got it
    std::int64_t created_s = 0; ///< Unix time
    std::string provider; ///< that keeps it; empty: it is here
    std::string key; ///< name of the one that it was made with there
    OwedUsage owed; ///< until it is told

    bool isElsewhere() const { return !provider.empty(); }
};

/// What one consumer may come back to, as it was at one time. Any thread, one at a time.
class KeptHistory {
public:
    KeptHistory() = default; ///< of nobody: nothing is known
    /// The most recent last.
    explicit KeptHistory(std::vector<std::shared_ptr<const KeptResponse>> kept) : m_kept(std::move(kept)) { }

    /// The conversation up to and with `id`, first turn first; valid as long as this. Errors: ResponseNotKept with
    /// param previous_response_id, if it or one before it is not kept here.
    Result<std::vector<KeptTurn>> chain(std::string_view id);
    /// An item of a kept response or of its input; an item that was kept last wins. Null: there is none.
    const Json* item(std::string_view itemId);
    /// Ids of the responses that were asked for.
    const std::vector<std::string_view>& used() const { return m_used; }

private:
    struct Item {
        const Json* json = nullptr;
        const KeptResponse* of = nullptr;
    };

    const KeptResponse* find(std::string_view id) const;
    void index();

    std::vector<std::shared_ptr<const KeptResponse>> m_kept;
    std::unordered_map<std::string_view, Item> m_items; // once one was asked for
    std::vector<std::string_view> m_used;
};

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::KeptHistory;
using responses::KeptResponse;
using responses::OwedUsage;

} // namespace gateway::protocol
