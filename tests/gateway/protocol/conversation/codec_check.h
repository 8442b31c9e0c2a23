#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <string_view>
#include <vector>

namespace tests {

// Requirements that apply to every codec, for use inside a test case.

/// The events of a stream fed as `pieces`.
std::vector<gateway::protocol::AnswerEvent> decoded(
    const gateway::protocol::Codec& codec, const std::vector<std::string_view>& pieces);

/// Decodes `stream` in one piece, split at each byte, and byte by byte: each must give the same answer, with
/// events that follow the rules of model_answer.h. Returns that answer.
gateway::protocol::ModelAnswer decodedAtEveryCut(const gateway::protocol::Codec& codec, std::string_view stream);

/// Parts and choices begin, grow and end in the order that model_answer.h specifies.
void checkOrder(const std::vector<gateway::protocol::AnswerEvent>& events);

/// Reads a request, which must be valid.
gateway::protocol::Conversation readRequest(
    const gateway::protocol::Codec& codec, std::string_view body, const gateway::protocol::RequestPlace& place = {});
/// Writes a request, which must succeed. `losses`: receives the losses; null: there must be none.
gateway::Json writeRequest(const gateway::protocol::Codec& codec, const gateway::protocol::Conversation& conversation,
    const gateway::protocol::WriteTarget& target, gateway::protocol::Losses* losses = nullptr);

/// Reading `body` and writing it again gives the same JSON (except for the order of keys).
void checkRequestIdentity(
    const gateway::protocol::Codec& codec, std::string_view body, const gateway::protocol::RequestPlace& place = {});
/// The neutral form survives writing and reading.
void checkNeutralIdentity(const gateway::protocol::Codec& codec, const gateway::protocol::Conversation& conversation);
/// A complete answer, read and written, is the same JSON except for the top-level keys `except`.
void checkAnswerIdentity(
    const gateway::protocol::Codec& codec, std::string_view body, const std::vector<std::string>& except = {});
/// Encoding an answer's events and decoding the result gives the same answer.
void checkStreamIdentity(const gateway::protocol::Codec& codec, const gateway::protocol::ModelAnswer& answer);

/// The error for an invalid client request: "path: message". Must be InvalidRequest.
std::string problemOf(
    const gateway::protocol::Codec& codec, std::string_view body, const gateway::protocol::RequestPlace& place = {});

} // namespace tests
