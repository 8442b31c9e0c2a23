#pragma once

#include "behaviour.h"

#include <string>
#include <string_view>
#include <vector>

// The OpenAI chat wire format as an upstream writes it.
// Source: OpenAI API reference, "Chat completions" and "Streaming", read 2026-11-20.
namespace tests {

/// The parts of a request that determine the answer.
struct ChatRequest {
    std::string model;
    bool isJson = false;
    bool isStream = false;
    bool includeUsage = false;
    bool hasLateSystem = false; ///< a system or developer message after the first message
};

ChatRequest readChatRequest(std::string_view body);

/// `serial` determines the id; the text is "word1 word2 ...".
std::string completionBody(const ChatRequest& request, const Behaviour& behaviour, int serial);

/// The events of a stream, each with its blank line; "data: [DONE]" last.
std::vector<std::string> completionEvents(const ChatRequest& request, const Behaviour& behaviour, int serial);

/// `{"error":{"message","type","param","code"}}` for the behaviour's status.
std::string errorBody(const Behaviour& behaviour);

/// An error object within a stream that started with 200.
std::string errorEvent(const Behaviour& behaviour);

std::string modelListBody(const std::vector<std::string>& models);

} // namespace tests
