#pragma once

#include "behaviour.h"
#include "chat_wire.h"

#include <string>
#include <vector>

namespace tests {

/// One action of the fake upstream on its connection.
struct ReplyStep {
    enum class Kind {
        Write, ///< `bytes`, after `after_ms`
        Await, ///< until `FakeUpstream::step()`
        Stall, ///< forever: only the client ends it
        Reset, ///< after `after_ms`
        Close, ///< properly, once everything is written
    };
    Kind kind = Kind::Write;
    int after_ms = 0;
    std::string bytes;
    int times = 1; ///< repetitions
};

/// Everything sent for one request, including framing. Pure.
std::vector<ReplyStep> planChatReply(const ChatRequest& request, const Behaviour& behaviour, int serial);
/// The unit of `Behaviour::filler`: words, or a whole event of them.
std::string fillerPiece(bool isStream);

std::vector<ReplyStep> planPlainReply(int status, const std::string& body);
/// Status, headers and body as given; `alwaysStream`: as a stream of events; with `events` a stream with all its faults.
std::vector<ReplyStep> planGivenReply(const Behaviour& behaviour);

} // namespace tests
