#pragma once

#include "gateway/core/clock.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::usage {

/// What requests can be told apart by. The provider is the one that answered, or was asked
/// last; so are the model and its key.
enum class RequestField {
    Provider, Model, Key, Asked, Consumer, Program, Client, Route, Api, Error, Session, Trace, Id
};

/// As people write them.
inline constexpr std::array kRequestFields{std::pair<std::string_view, RequestField>{"provider", RequestField::Provider},
    std::pair<std::string_view, RequestField>{"model", RequestField::Model},
    std::pair<std::string_view, RequestField>{"key", RequestField::Key},
    std::pair<std::string_view, RequestField>{"asked", RequestField::Asked},
    std::pair<std::string_view, RequestField>{"consumer", RequestField::Consumer},
    std::pair<std::string_view, RequestField>{"program", RequestField::Program},
    std::pair<std::string_view, RequestField>{"client", RequestField::Client},
    std::pair<std::string_view, RequestField>{"route", RequestField::Route},
    std::pair<std::string_view, RequestField>{"api", RequestField::Api},
    std::pair<std::string_view, RequestField>{"error", RequestField::Error},
    std::pair<std::string_view, RequestField>{"session", RequestField::Session},
    std::pair<std::string_view, RequestField>{"trace", RequestField::Trace},
    std::pair<std::string_view, RequestField>{"id", RequestField::Id}};

/// How requests ended. `Failed` is through the fault of a provider or of ours; `Fallback` was
/// answered by another than the first choice.
enum class RequestResult { Any, Answered, Fallback, Failed, ClientError, Cancelled };

/// Which requests are wanted: those for which all of it holds.
struct RequestFilter {
    struct Match {
        RequestField field{};
        std::string value; ///< the whole of it; empty: those that have none. `*` stands for any text

        bool operator==(const Match&) const = default;
    };

    std::optional<WallTime> from = {}; ///< when they began, to the millisecond; included
    std::optional<WallTime> to = {}; ///< likewise; not included
    std::vector<Match> fields = {};
    RequestResult result = RequestResult::Any;
    std::optional<std::pair<int, int>> status = {}; ///< what the client got: the first and the last
    std::vector<std::string> words = {}; ///< each stands in one of the request's texts, whatever its case

    /// Nothing but the span of time.
    bool isSpanOnly() const { return fields.empty() && result == RequestResult::Any && !status && words.empty(); }
    bool operator==(const RequestFilter&) const = default;
};

} // namespace gateway::usage
