#pragma once

#include "kept_history.h"
#include "owner_table.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol::responses {

/// A change of one response, for whoever keeps a copy.
struct ResponseChange {
    std::string id;
    std::string text; ///< its text, see `keptResponseOf()`; empty: it was removed
    std::int64_t created_s = 0; ///< if there is a text
};

/// A response with its text, see `keptResponseOf()`. Creating one takes as long as writing it; any thread.
struct WrittenResponse {
    explicit WrittenResponse(KeptResponse response);

    std::shared_ptr<const KeptResponse> kept;
    std::string text;
    std::vector<OwnedId> made; ///< ids created with it
};

/// A response restored from a copy.
struct RestoredResponse {
    KeptResponse kept;
    std::size_t size = 0; ///< size of its text
};

/// Prepares a response that was read from a copy.
RestoredResponse restoredOf(KeptResponse kept);
/// Reads the text of a change; empty if it is invalid.
std::optional<KeptResponse> keptResponseOf(std::string_view text);

/// Responses by id, in memory and bounded: the least recently used are removed first. Accessible to their owner only.
/// One thread.
class ResponseStore {
public:
    struct Limits {
        std::size_t count = 1000;
        std::size_t bytes = 64 * 1024 * 1024; ///< of JSON text
    };

    /// The maximum age.
    static constexpr std::chrono::hours kKeptFor{30 * 24};

    ResponseStore(); ///< with the default limits
    explicit ResponseStore(Limits limits);

    /// Replaces one of the same id and owner. A response larger than the limits is not kept, nor is one whose id
    /// belongs to somebody else. The owner claims the ids of the response and of its output in any case.
    void keep(WrittenResponse response);
    void keep(KeptResponse response) { keep(WrittenResponse(std::move(response))); }
    /// Null if there is no such id or somebody else owns it. Valid until the store changes.
    const KeptResponse* find(std::string_view id, std::string_view owner);
    bool remove(std::string_view id, std::string_view owner);
    /// The response whose usage is owed to that exchange; null if there is none. As valid as what `find()` returns.
    const KeptResponse* owedTo(std::string_view exchange) const;
    /// The same, but remains valid when the store changes.
    std::shared_ptr<const KeptResponse> shared(std::string_view id, std::string_view owner);

    /// All responses that `owner` may refer to now.
    KeptHistory historyOf(std::string_view owner) const;
    /// Size in bytes of the conversation up to and including `id`, as far as it is kept here.
    std::size_t chainBytes(std::string_view id, std::string_view owner) const;

    /// The owners of objects, including those not kept here.
    OwnerTable& owners() { return m_owners; }
    const OwnerTable& owners() const { return m_owners; }

    std::size_t count() const { return m_entries.size(); }
    std::size_t bytes() const { return m_bytes; }

    using Changed = std::function<void(ResponseChange)>;
    /// Frees large removed responses; without it they are freed at once.
    using Free = std::function<void(std::shared_ptr<const KeptResponse>)>;
    void freeBy(Free free) { m_free = std::move(free); }
    /// Copying or freeing more bytes than this is long work.
    static constexpr std::size_t kLong = 32 * 1024;

    /// Receives each change from now on; empty: nobody does.
    void follow(Changed changed) { m_changed = std::move(changed); }
    /// Reports all responses, the most recent last.
    void tellAll() const;
    /// Like `keep()`, but without reporting a change or replacing an existing response.
    void restore(RestoredResponse response);
    /// Removes what exceeds the limits without reporting it.
    void setLimits(Limits limits);
    /// Removes responses older than `kKeptFor`.
    void dropOld(std::int64_t now_s);

private:
    struct Entry {
        std::shared_ptr<const KeptResponse> kept;
        std::size_t size = 0;
    };
    using Entries = std::list<Entry>; // the most recently used last

    Entries::const_iterator entryOf(std::string_view id, std::string_view owner) const;
    void lose(Entries::const_iterator entry);
    void makeRoom(std::size_t size);
    void insert(Entry entry);
    void tell(const KeptResponse& kept, std::string text) const;
    void claim(const KeptResponse& kept, const std::vector<OwnedId>& made);

    Limits m_limits;
    Entries m_entries;
    std::map<std::string, Entries::iterator, std::less<>> m_byId;
    std::size_t m_bytes = 0;
    OwnerTable m_owners;
    Changed m_changed;
    Free m_free;
};

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::ResponseChange;
using responses::ResponseStore;
using responses::RestoredResponse;
using responses::WrittenResponse;
using responses::keptResponseOf;
using responses::restoredOf;

} // namespace gateway::protocol
