#include "fake_state.h"

#include "chat_wire.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace tests {

Behaviour behaviourOrAbort(std::string_view text)
{
    std::string problem;
    if (auto behaviour = parseBehaviour(text, problem))
        return *behaviour;
    std::fprintf(stderr, "fake upstream: %s\n", problem.c_str());
    std::abort();
}

int FakeState::connected()
{
    int number = 0;
    change([&](FakeState& s) {
        ++s.open;
        number = ++s.taken;
    });
    return number;
}

void FakeState::disconnected()
{
    change([](FakeState& s) { --s.open; });
}

Behaviour FakeState::choose(const RecordedRequest& request)
{
    if (!script.empty()) {
        auto next = script.front();
        script.pop_front();
        return next;
    }
    std::string problem;
    if (const auto asked = request.header("x-fake"))
        if (auto behaviour = parseBehaviour(*asked, problem))
            return *behaviour;
    const auto key = request.bearer();
    if (const auto row = byKey.find(key); row != byKey.end())
        return row->second;
    if (!options.keys.empty() && std::find(options.keys.begin(), options.keys.end(), key) == options.keys.end())
        return behaviourOrAbort("status=401");
    const auto model = readChatRequest(request.body).model;
    if (const auto row = byModel.find(model); row != byModel.end())
        return row->second;
    if (const auto mark = model.find('!'); mark != std::string::npos)
        if (auto behaviour = parseBehaviour(std::string_view(model).substr(mark + 1), problem))
            return *behaviour;
    return defaults;
}

Behaviour FakeState::admit(const RecordedRequest& request, std::size_t& index)
{
    Behaviour behaviour;
    change([&](FakeState& s) {
        index = s.requests.size();
        s.requests.push_back(request);
        s.chats.push_back(index);
        behaviour = s.choose(request);
    });
    return behaviour;
}

std::optional<Behaviour> FakeState::calledFor(const std::string& call)
{
    return read([&](const FakeState& s) {
        const auto found = s.byCall.find(call);
        return found == s.byCall.end() ? std::nullopt : std::optional(found->second);
    });
}

std::size_t FakeState::keepOther(const RecordedRequest& request)
{
    std::size_t index = 0;
    change([&](FakeState& s) {
        index = s.requests.size();
        s.requests.push_back(request);
    });
    return index;
}

void FakeState::sent(std::size_t index, std::uint64_t bytes)
{
    change([&](FakeState& s) { s.requests[index].sent += bytes; });
}

void FakeState::ended(std::size_t index, RecordedRequest::End end)
{
    change([&](FakeState& s) {
        s.requests[index].end = end;
        s.requests[index].endedAt = std::chrono::steady_clock::now();
    });
}

bool FakeState::takePermit()
{
    const std::lock_guard lock(m_mutex);
    if (permits == 0)
        return false;
    --permits;
    return true;
}

std::vector<RecordedRequest> FakeState::chatRequests() const
{
    std::vector<RecordedRequest> found;
    for (const auto index : chats)
        found.push_back(requests[index]);
    return found;
}

} // namespace tests
