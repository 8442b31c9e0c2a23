#pragma once

#include "earlier_input.h"
#include "owner_table.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
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

/// What became of one response, for whoever has a copy.
struct ResponseChange {
    std::string id;
    std::string text; ///< of it, see `keptResponseOf()`; empty: it is gone
    std::int64_t created_s = 0; ///< where there is a text
};

/// One that comes back from a copy.
struct RestoredResponse {
    KeptResponse kept;
    std::size_t size = 0; ///< of its text
};

/// What comes back from elsewhere.
RestoredResponse restoredOf(KeptResponse kept);
/// From the text of a change; empty: it is none.
std::optional<KeptResponse> keptResponseOf(std::string_view text);

/// Responses by their id, in memory and bounded: the ones that were not asked for the
/// longest go first. Nobody but its owner gets one. One thread.
class ResponseStore {
public:
    struct Limits {
        std::size_t count = 1000;
        std::size_t bytes = 64 * 1024 * 1024; ///< of their JSON text
    };

    /// How old one may become.
    static constexpr std::chrono::hours kKeptFor{30 * 24};

    ResponseStore(); ///< with the limits that stand above
    explicit ResponseStore(Limits limits);

    /// In the place of one of the same id and owner. One that is larger than all limits is not kept; one
    /// whose id somebody else has neither. The owner claims the ids of the response and of its output in any case.
    void keep(KeptResponse response);
    /// Null: none of that id, or another's. Valid until the store changes.
    const KeptResponse* find(std::string_view id, std::string_view owner);
    bool remove(std::string_view id, std::string_view owner);
    /// An item of a kept response or of its input; an item that was kept last wins.
    std::optional<Json> item(std::string_view itemId, std::string_view owner);

    /// The conversation up to and with `id`, first turn first. Errors: ResponseNotKept with
    /// param previous_response_id, if it or one before it is not kept here.
    Result<std::vector<KeptTurn>> chain(std::string_view id, std::string_view owner);

    /// Who made what, also if nothing of it is kept here.
    OwnerTable& owners() { return m_owners; }
    const OwnerTable& owners() const { return m_owners; }

    std::size_t count() const { return m_entries.size(); }
    std::size_t bytes() const { return m_bytes; }

    using Changed = std::function<void(ResponseChange)>;
    /// Who is told of each change from now on; empty: nobody.
    void follow(Changed changed) { m_changed = std::move(changed); }
    /// Tells of all that is there, the most recent last.
    void tellAll() const;
    /// As `keep()`, but nobody is told, and what is there already stays.
    void restore(RestoredResponse response);
    /// What does not fit goes; of that nobody is told.
    void setLimits(Limits limits);
    /// What is older than `kKeptFor` goes.
    void dropOld(std::int64_t now_s);

private:
    struct Entry {
        KeptResponse kept;
        std::size_t size = 0;
    };
    using Entries = std::list<Entry>; // the most recent last

    Entries::iterator entryOf(std::string_view id, std::string_view owner);
    void touch(Entries::iterator entry);
    void drop(Entries::iterator entry);
    void lose(Entries::iterator entry);
    void makeRoom(std::size_t size);
    void insert(RestoredResponse response);
    void tell(const KeptResponse& kept, std::string text) const;
    void index(Entries::iterator entry);
    void claim(const KeptResponse& kept);

    Limits m_limits;
    Entries m_entries;
    std::map<std::string, Entries::iterator, std::less<>> m_byId;
    std::multimap<std::string, Entries::iterator, std::less<>> m_byItem;
    std::size_t m_bytes = 0;
    OwnerTable m_owners;
    Changed m_changed;
};

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::KeptResponse;
using responses::OwedUsage;
using responses::ResponseChange;
using responses::ResponseStore;
using responses::RestoredResponse;
using responses::keptResponseOf;
using responses::restoredOf;

} // namespace gateway::protocol
