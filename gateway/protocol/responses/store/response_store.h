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

/// What became of one response, for whoever has a copy.
struct ResponseChange {
    std::string id;
    std::string text; ///< of it, see `keptResponseOf()`; empty: it is gone
    std::int64_t created_s = 0; ///< where there is a text
};

/// A response with its text, see `keptResponseOf()`. Making one takes as long as writing all of it; any thread.
struct WrittenResponse {
    explicit WrittenResponse(KeptResponse response);

    std::shared_ptr<const KeptResponse> kept;
    std::string text;
    std::vector<OwnedId> made; ///< with it
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
    void keep(WrittenResponse response);
    void keep(KeptResponse response) { keep(WrittenResponse(std::move(response))); }
    /// Null: none of that id, or another's. Valid until the store changes.
    const KeptResponse* find(std::string_view id, std::string_view owner);
    bool remove(std::string_view id, std::string_view owner);
    /// The same, also when the store has changed.
    std::shared_ptr<const KeptResponse> shared(std::string_view id, std::string_view owner);

    /// All that `owner` may come back to, as it is now.
    KeptHistory historyOf(std::string_view owner) const;
    /// Bytes of the conversation up to and with `id`, as far as it is here.
    std::size_t chainBytes(std::string_view id, std::string_view owner) const;

    /// Who made what, also if nothing of it is kept here.
    OwnerTable& owners() { return m_owners; }
    const OwnerTable& owners() const { return m_owners; }

    std::size_t count() const { return m_entries.size(); }
    std::size_t bytes() const { return m_bytes; }

    using Changed = std::function<void(ResponseChange)>;
    /// Who frees what goes and is long; else it is freed at once.
    using Free = std::function<void(std::shared_ptr<const KeptResponse>)>;
    void freeBy(Free free) { m_free = std::move(free); }
    /// More bytes than that are long work to copy or free.
    static constexpr std::size_t kLong = 32 * 1024;

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
        std::shared_ptr<const KeptResponse> kept;
        std::size_t size = 0;
    };
    using Entries = std::list<Entry>; // the most recent last

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
