#pragma once

#include "fake_upstream.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

namespace tests {

/// State shared by the fake upstream's thread and the test under one lock.
class FakeState {
public:
    explicit FakeState(FakeUpstream::Options given)
        : options(std::move(given))
    {
    }

    // ---- for the server
    int connected();
    void disconnected();
    /// Records the request and decides the answer. `index` identifies it later.
    Behaviour admit(const RecordedRequest& request, std::size_t& index);
    std::size_t keepOther(const RecordedRequest& request);
    std::optional<Behaviour> calledFor(const std::string& call);
    void sent(std::size_t index, std::uint64_t bytes);
    void ended(std::size_t index, RecordedRequest::End end);
    bool takePermit();

    // ---- for the test
    template <class Change> void change(Change change)
    {
        const std::lock_guard lock(m_mutex);
        change(*this);
        m_changed.notify_all();
    }
    template <class Holds> bool wait(Holds holds, int limit_ms)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::milliseconds(limit_ms), [&] { return holds(*this); });
    }
    template <class Read> auto read(Read read)
    {
        const std::lock_guard lock(m_mutex);
        return read(*this);
    }

    const FakeUpstream::Options options; // never changes

    // Accessed only under the lock, within the functions above.
    Behaviour defaults;
    std::map<std::string, Behaviour> byModel;
    std::map<std::string, Behaviour> byKey;
    std::map<std::string, Behaviour> byCall; // method and path
    std::deque<Behaviour> script;
    std::vector<RecordedRequest> requests;
    std::vector<std::size_t> chats; // which of `requests`
    int taken = 0;
    int open = 0;
    int permits = 0;

    std::vector<RecordedRequest> chatRequests() const;

private:
    Behaviour choose(const RecordedRequest& request);

    std::mutex m_mutex;
    std::condition_variable m_changed;
};

/// Ends the program if `text` is not a valid behaviour, which is an error of the test.
Behaviour behaviourOrAbort(std::string_view text);

} // namespace tests
