#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>
#include <vector>

namespace tests {

// What every codec has to get right, to be called from within a test case.

/// The stream as events; cut into `pieces`.
std::vector<gateway::protocol::AnswerEvent> decoded(
    const gateway::protocol::Codec& codec, const std::vector<std::string_view>& pieces);

/// Decodes `stream` whole, cut in two at each byte, and byte by byte: all have to come to
/// the same answer, whose events keep the rules of model_answer.h. Returns that answer.
gateway::protocol::ModelAnswer decodedAtEveryCut(const gateway::protocol::Codec& codec, std::string_view stream);

/// Parts and choices begin, grow and end in the order that model_answer.h promises.
void checkOrder(const std::vector<gateway::protocol::AnswerEvent>& events);

/// Reads a request, which has to succeed.
gateway::protocol::Conversation readRequest(
    const gateway::protocol::Codec& codec, std::string_view body, const gateway::protocol::RequestPlace& place = {});
/// Writes it, which has to succeed. `losses`: where to put what was lost; null: nothing may be.
gateway::Json writeRequest(const gateway::protocol::Codec& codec, const gateway::protocol::Conversation& conversation,
    const gateway::protocol::WriteTarget& target, gateway::protocol::Losses* losses = nullptr);

/// Reading `body` and writing it again comes to the same JSON (the order of keys aside).
void checkRequestIdentity(
    const gateway::protocol::Codec& codec, std::string_view body, const gateway::protocol::RequestPlace& place = {});
/// The neutral form survives being written and read again.
void checkNeutralIdentity(const gateway::protocol::Codec& codec, const gateway::protocol::Conversation& conversation);
/// A whole answer, read and written, is the same JSON, but for `except` (top-level keys).
void checkAnswerIdentity(
    const gateway::protocol::Codec& codec, std::string_view body, const std::vector<std::string>& except = {});
/// Encoding an answer's events and decoding the outcome gives the answer again.
void checkStreamIdentity(const gateway::protocol::Codec& codec, const gateway::protocol::ModelAnswer& answer);

/// What a client's request at fault is told: "path: message". Has to be InvalidRequest.
std::string problemOf(
    const gateway::protocol::Codec& codec, std::string_view body, const gateway::protocol::RequestPlace& place = {});

} // namespace tests
