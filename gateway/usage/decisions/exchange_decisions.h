#pragma once

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Decisions about an exchange, apart from its attempts. Empty for most.
struct ExchangeDecisions {
    /// Consecutive enabled routes.
    struct Span {
        std::uint32_t first = 0;
        std::uint32_t last = 0; ///< inclusive

        bool operator==(const Span&) const = default;
    };
    /// Routes that were skipped, all for the same reason.
    struct Refused {
        Sentence why;
        std::vector<Span> at = {}; ///< in the `RouteList` of the record
        /// For rows without a route list: the number of routes before the chosen one, and the first of them.
        std::int64_t count = 0;
        std::vector<std::string> routes = {};

        bool operator==(const Refused&) const = default;
    };
    /// A target, or one of its keys, that was not tried.
    struct PassedOver {
        std::string provider;
        std::string model;
        std::string key; ///< empty: the whole target
        Sentence why; ///< without secrets

        bool operator==(const PassedOver&) const = default;
    };

    std::vector<Refused> routes = {};
    std::vector<PassedOver> passedOver = {};
    std::vector<std::string> dropped = {}; ///< request fields that the target does not support
    bool isContinued = false; ///< another target continued an interrupted stream
    bool isClientCredential = false; ///< the client's own key was sent to the provider
    bool isUncounted = false; ///< it was sent to a provider, and limits do not count it, such as a GET
    std::int64_t unseenOutput = 0; ///< tokens counted because a limit reserved them and cut-off answers may have had them
    std::int64_t reservedInput = 0; ///< input tokens that limits reserve until the usage of a background response is known
    std::int64_t reservedOutput = 0; ///< the same for output tokens
    std::int64_t repeatedCalls = 0; ///< equal tool calls in a row on which the loop guard acted; 0: it did not act
    std::string responseId = {}; ///< id through which the client retrieves a background response; empty: the response was direct
    Sentence error = {}; ///< why there was no answer; without secrets and provider texts. May be empty

    bool isEmpty() const { return *this == ExchangeDecisions{}; }
    bool operator==(const ExchangeDecisions&) const = default;

    /// Records that the routes from `begin` to before `end` were skipped. Call with ascending positions.
    void refuse(std::size_t begin, std::size_t end, const Sentence& why);
    /// The reason why the enabled route at `place` was skipped; empty: none.
    Sentence refusal(std::size_t place) const;

    /// JSON for the ledger; empty if there are no decisions.
    std::string toText() const;
    /// Parses the JSON; invalid parts are left out.
    static ExchangeDecisions fromText(std::string_view text);
};

} // namespace gateway::usage
