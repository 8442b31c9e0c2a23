#pragma once

#include "earlier_input.h"

#include "gateway/core/json.h"
#include "gateway/core/result.h"

#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::responses {

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

    bool isElsewhere() const { return !provider.empty(); }
};

/// Responses by their id, in memory and bounded: the ones that were not asked for the
/// longest go first. Nobody but its owner gets one. One thread.
class ResponseStore {
public:
    struct Limits {
        std::size_t count = 1000;
        std::size_t bytes = 64 * 1024 * 1024; ///< of their JSON text
    };

    ResponseStore(); ///< with the limits that stand above
    explicit ResponseStore(Limits limits);

    /// In the place of one of the same id and owner. One that is larger than all limits is not kept; one
    /// whose id somebody else has neither.
    void keep(KeptResponse response);
    /// Null: none of that id, or another's. Valid until the store changes.
    const KeptResponse* find(std::string_view id, std::string_view owner);
    bool remove(std::string_view id, std::string_view owner);
    /// An item of a kept response or of its input; an item that was kept last wins.
    std::optional<Json> item(std::string_view itemId, std::string_view owner);

    /// The conversation up to and with `id`, first turn first. Errors: InvalidRequest with
    /// status 404 and param previous_response_id, if it or one before it is not kept here.
    Result<std::vector<KeptTurn>> chain(std::string_view id, std::string_view owner);

    std::size_t count() const { return m_entries.size(); }
    std::size_t bytes() const { return m_bytes; }

    /// All of it as a JSON text, for a file; the most recent last.
    std::string save() const;
    /// In the place of what is there, within the limits. Errors: InvalidRequest, and nothing has changed.
    Result<void> load(std::string_view text);

private:
    struct Entry {
        KeptResponse kept;
        std::size_t size = 0;
    };
    using Entries = std::list<Entry>; // the most recent last

    Entries::iterator entryOf(std::string_view id, std::string_view owner);
    void touch(Entries::iterator entry);
    void drop(Entries::iterator entry);
    void index(Entries::iterator entry);

    Limits m_limits;
    Entries m_entries;
    std::map<std::string, Entries::iterator, std::less<>> m_byId;
    std::multimap<std::string, Entries::iterator, std::less<>> m_byItem;
    std::size_t m_bytes = 0;
};

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::KeptResponse;
using responses::ResponseStore;

} // namespace gateway::protocol
