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

/// Usage that a provider reports only once a response is finished.
struct OwedUsage {
    std::string exchange; ///< id of the exchange that created it; empty: nothing is owed
    std::string model; ///< as sent upstream; the following fields are those of the exchange
    std::string askedModel;
    std::string route;
    std::string client;
    std::string dialect; ///< empty: that of Responses
    std::int64_t mostInput = 0; ///< input tokens that limits have reserved for it; counted if its usage never becomes known
    std::int64_t mostOutput = 0; ///< the same for output tokens

    explicit operator bool() const { return !exchange.empty(); }
};

/// A response that a client may come back to: complete, or only a note of the provider that stores it.
struct KeptResponse {
    std::string id;
    std::string owner; ///< name of the consumer that created it; empty: none
    std::string previousId; ///< of the response it continued; empty: none
    Json input; ///< `inputItemsOf()` of its request
    Json response; ///< as sent to the client
    std::int64_t created_s = 0; ///< Unix time
    std::string provider; ///< that stores it; empty: it is kept here
    std::string key; ///< name of the provider key it was created with
    OwedUsage owed; ///< until it is reported
    std::int64_t tokens = 0; ///< where a provider stores it: its input and output, once reported, which the next request continues; 0: unknown

    bool isElsewhere() const { return !provider.empty(); }
};

/// The responses that one consumer may refer to, as of one moment. Any thread, one at a time.
class KeptHistory {
public:
    KeptHistory() = default; ///< without a consumer: empty
    /// Takes the responses with the most recent one last.
    explicit KeptHistory(std::vector<std::shared_ptr<const KeptResponse>> kept) : m_kept(std::move(kept)) { }

    /// The conversation up to and including `id`, first turn first; valid as long as this object. Errors:
    /// ResponseNotKept with param previous_response_id, if it or an earlier one is not kept here.
    Result<std::vector<KeptTurn>> chain(std::string_view id);
    /// An item of a kept response or of its input; the most recently kept one wins. Null if there is none.
    const Json* item(std::string_view itemId);
    /// Ids of the responses that were used.
    const std::vector<std::string_view>& used() const { return m_used; }

private:
    struct Item {
        const Json* json = nullptr;
        const KeptResponse* of = nullptr;
    };

    const KeptResponse* find(std::string_view id) const;
    void index();

    std::vector<std::shared_ptr<const KeptResponse>> m_kept;
    std::unordered_map<std::string_view, Item> m_items; // filled when one is first looked up
    std::vector<std::string_view> m_used;
};

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::KeptHistory;
using responses::KeptResponse;
using responses::OwedUsage;

} // namespace gateway::protocol
