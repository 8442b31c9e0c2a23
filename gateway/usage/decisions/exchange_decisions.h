#pragma once

#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// What an exchange decided beside its attempts. Empty for most.
struct ExchangeDecisions {
    /// Neighbours among the routes that are switched on.
    struct Span {
        std::uint32_t first = 0;
        std::uint32_t last = 0; ///< included

        bool operator==(const Span&) const = default;
    };
    /// Routes that were not taken, all for one reason.
    struct Refused {
        Sentence why;
        std::vector<Span> at = {}; ///< in the record's `RouteList`
        /// As rows had it that know no list: how many stood before the one that was
        /// taken, and the first of them.
        std::int64_t count = 0;
        std::vector<std::string> routes = {};

        bool operator==(const Refused&) const = default;
    };
    /// A target, or one key of it, that was not tried.
    struct PassedOver {
        std::string provider;
        std::string model;
        std::string key; ///< empty: the target as a whole
        Sentence why; ///< safe

        bool operator==(const PassedOver&) const = default;
    };

    std::vector<Refused> routes = {};
    std::vector<PassedOver> passedOver = {};
    std::vector<std::string> dropped = {}; ///< fields of the request that the target could not be told
    bool isContinued = false; ///< a stream that broke off was gone on with by another target
    bool isClientCredential = false; ///< the client's own key went to the provider
    std::string responseId = {}; ///< by which its client comes back to an answer that is made in the background; empty: it was there at once
    Sentence error = {}; ///< in words, why there was no answer; safe, never those of a provider. May be empty

    bool isEmpty() const { return *this == ExchangeDecisions{}; }
    bool operator==(const ExchangeDecisions&) const = default;

    /// The routes from `begin` up to `end` were not taken; the next ones stand behind them.
    void refuse(std::size_t begin, std::size_t end, const Sentence& why);
    /// Of the route at that place among those that are switched on; empty: none is said.
    Sentence refusal(std::size_t place) const;

    /// For the ledger: JSON; empty for an empty one.
    std::string toText() const;
    /// What cannot be read is left out.
    static ExchangeDecisions fromText(std::string_view text);
};

} // namespace gateway::usage
