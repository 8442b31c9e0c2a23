#pragma once

#include "behaviour.h"
#include "chat_wire.h"

#include <string>
#include <vector>

namespace tests {

/// One thing that the fake upstream does on its connection.
struct ReplyStep {
    enum class Kind {
        Write, ///< `bytes`, after `after_ms`
        Await, ///< until `FakeUpstream::step()`
        Stall, ///< for ever: only the client ends it
        Reset, ///< after `after_ms`
        Close, ///< in an orderly way, once everything is written
    };
    Kind kind = Kind::Write;
    int after_ms = 0;
    std::string bytes;
    int times = 1; ///< how often it is done
};

/// Everything that goes over the wire for one request, framing included. Pure.
std::vector<ReplyStep> planChatReply(const ChatRequest& request, const Behaviour& behaviour, int serial);
/// What `Behaviour::filler` repeats: words, or a whole event of them.
std::string fillerPiece(bool isStream);

std::vector<ReplyStep> planPlainReply(int status, const std::string& body);
/// Status, headers and body as told; `alwaysStream`: as a stream of events; with `events` a stream with all its faults.
std::vector<ReplyStep> planGivenReply(const Behaviour& behaviour);

} // namespace tests
