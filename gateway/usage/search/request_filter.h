#pragma once

#include "gateway/core/clock.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::usage {

/// Fields by which requests can be filtered. Provider, model and key are those that answered, or were tried last.
enum class RequestField {
    Provider, Model, Key, Asked, Consumer, Program, Client, Route, Api, Error, Session, Agent, Limit, EvalRun, ShadowOf, Trace, Id
};

/// Names for users.
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
    std::pair<std::string_view, RequestField>{"agent", RequestField::Agent},
    std::pair<std::string_view, RequestField>{"limit", RequestField::Limit},
    std::pair<std::string_view, RequestField>{"eval_run", RequestField::EvalRun},
    std::pair<std::string_view, RequestField>{"shadow_of", RequestField::ShadowOf},
    std::pair<std::string_view, RequestField>{"trace", RequestField::Trace},
    std::pair<std::string_view, RequestField>{"id", RequestField::Id}};

/// How requests ended. `Failed`: through the fault of a provider or of the gateway; `Fallback`: not answered by the
/// first choice.
enum class RequestResult { Any, Answered, Fallback, Failed, ClientError, Cancelled };

/// Selects requests that match all conditions.
struct RequestFilter {
    struct Match {
        RequestField field{};
        std::string value; ///< the whole value; empty: requests without one. `*` matches any text

        bool operator==(const Match&) const = default;
    };

    std::optional<WallTime> from = {}; ///< start of the requests, to the millisecond; inclusive
    std::optional<WallTime> to = {}; ///< the same; exclusive
    std::vector<Match> fields = {};
    RequestResult result = RequestResult::Any;
    std::optional<std::pair<int, int>> status = {}; ///< status sent to the client: first and last of a range
    std::vector<std::string> words = {}; ///< each must occur in one of the request's texts, ignoring case

    /// Whether there is only a time span.
    bool isSpanOnly() const { return fields.empty() && result == RequestResult::Any && !status && words.empty(); }
    bool operator==(const RequestFilter&) const = default;
};

} // namespace gateway::usage
