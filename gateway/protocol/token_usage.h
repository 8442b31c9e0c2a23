#pragma once

#include "reported_cost.h"

#include "gateway/core/units.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol {

/// How a number of tokens was obtained: told by the provider, counted here with the model's own tokenizer, guessed from
/// the length of the text. `Deferred`: the answer is made in the background, and whoever fetches it is told.
enum class UsageOrigin : std::uint8_t { Unknown, Reported, Estimated, Counted, Deferred };
/// As in the ledger.
inline constexpr std::array<std::string_view, 5> kOriginNames{"unknown", "reported", "estimated", "counted", "deferred"};
constexpr std::string_view originName(UsageOrigin origin) { return kOriginNames[static_cast<std::size_t>(origin)]; }

/// What providers sell the same tokens as, at prices of their own. `Standard` where nothing is said, too; `Other` is one
/// that no price knows, such as capacity that was bought beforehand.
enum class ServiceTier { Standard, Batch, Flex, Priority, Fast, Other };
/// As in answers and in the ledger; that of `Other` is its own word.
inline constexpr std::array<std::string_view, 5> kServiceTierNames{"", "batch", "flex", "priority", "fast"};

/// By the word of an answer, such as "flex".
ServiceTier serviceTierOf(std::string_view word);

/// The numbers of a usage; their rows are `kTokenParts`.
enum class TokenPart : std::uint8_t {
    Input,
    CachedInput,
    CacheWrite,
    Output,
    Reasoning,
    AudioInput,
    ImageInput,
    AudioOutput,
    ImageOutput
};
inline constexpr std::size_t kTokenPartCount = 9;

struct ModelUsage;

/// Tokens of one answer. The first five parts are disjoint: `input` is fresh input only, the
/// cached parts stand beside it; `output` excludes `reasoning`. The other four say what the tokens of these stand for,
/// and are in no sum: audio and image of the input, of whatever of its three parts; audio and image of `output`. What is
/// neither is text. An empty part is unknown.
struct TokenUsage {
    UsageOrigin origin = UsageOrigin::Unknown; ///< of the least sure of the numbers
    std::optional<Tokens> input;
    std::optional<Tokens> cachedInput;
    std::optional<Tokens> cacheWrite;
    std::optional<Tokens> output;
    std::optional<Tokens> reasoning;
    std::optional<Tokens> audioInput = {};
    std::optional<Tokens> imageInput = {};
    std::optional<Tokens> audioOutput = {};
    std::optional<Tokens> imageOutput = {};
    std::array<std::optional<UsageOrigin>, kTokenPartCount> others = {}; ///< of parts that are surer than `origin`
    std::optional<Tokens> cacheWriteHour = {}; ///< of `cacheWrite`, to stay for an hour
    std::optional<Tokens> cachedAudio = {}; ///< what of `cachedInput` is audio; few tell, and only the cost hangs on it
    std::optional<Tokens> cachedImages = {}; ///< likewise
    ServiceTier serviceTier = ServiceTier::Standard;
    std::string otherTier = {}; ///< the word of `ServiceTier::Other`
    std::optional<std::int64_t> webSearches = {}; ///< that the provider made for it, and charges by the piece
    /// What its provider had other models do for it, which is in none of the numbers; null: nothing.
    std::shared_ptr<const std::vector<ModelUsage>> elsewhere = nullptr;
    std::string servedBy = {}; ///< the model whose these numbers are, where it is not the one that was asked; it decides the price
    bool hasUncounted = false; ///< it used something else that is charged beside the tokens, and of which no number is told
    std::optional<Tokens> reportedTotal = {}; ///< of input and output together, where neither is told
    std::optional<ReportedCost> reportedCost = {}; ///< as it says; only some are to be believed

    /// It is told later.
    bool isDeferred() const { return origin == UsageOrigin::Deferred; }
    /// All numbers are 0: some who do not count say so.
    bool isZero() const { return isKnown() && totalInput() + totalOutput() == Tokens{} && !webSearches && !hasUncounted; }
    /// Some of it is told, or was found out here.
    bool isKnown() const { return origin != UsageOrigin::Unknown && origin != UsageOrigin::Deferred; }

    /// Takes the tier by the word of an answer.
    void tellTier(std::string_view word);
    /// As in the ledger; empty: the standard one.
    std::string_view tierName() const;

    /// How that number was obtained; Unknown where there is none.
    UsageOrigin originOf(TokenPart part) const;
    /// Of these, what was guessed from the length of the text.
    Tokens estimated(std::initializer_list<TokenPart> parts) const;
    Tokens totalInput() const; ///< fresh, cached and cache write; unknown counts as 0
    Tokens totalOutput() const; ///< output and reasoning

    /// For providers that count the cached parts within `all` of the input: `input` is the rest. Cached parts that say
    /// more are made to fit. Whether that was so; then see `doubtInput()`.
    bool splitInput(Tokens all);
    /// Likewise `reasoning` and `output`.
    bool splitOutput(Tokens all);
    /// What was said, for what nobody told; what was told of the input is as sure as it was.
    void estimateOutput(Tokens said, std::optional<Tokens> thought);
    /// Makes the input that was found out here what `reportedTotal` leaves for it.
    void fitTotal();
    /// What is told is as sure as it was, but it is not all: the output is found out here.
    void lackOutput();
    /// Those numbers are estimates from now on, the others as sure as they were. After the last number is set.
    void doubtInput();
    void doubtOutput();

    bool operator==(const TokenUsage&) const = default;
    /// Of two answers that the client got as one. Only as sure as the less sure one.
    friend TokenUsage operator+(const TokenUsage& a, const TokenUsage& b);

private:
    void doubt(std::initializer_list<TokenPart> parts);
};

/// Of another model than the one that was asked.
struct ModelUsage {
    std::string model;
    TokenUsage tokens;
};

/// One number of a usage.
struct TokenPartRow {
    std::string_view name; ///< in the ledger and for programs
    std::optional<Tokens> TokenUsage::*count;
};
/// By their `TokenPart`.
inline constexpr std::array<TokenPartRow, kTokenPartCount> kTokenParts{{{"input", &TokenUsage::input},
    {"cached_input", &TokenUsage::cachedInput}, {"cache_write", &TokenUsage::cacheWrite}, {"output", &TokenUsage::output},
    {"reasoning", &TokenUsage::reasoning}, {"audio_input", &TokenUsage::audioInput}, {"image_input", &TokenUsage::imageInput},
    {"audio_output", &TokenUsage::audioOutput}, {"image_output", &TokenUsage::imageOutput}}};

/// The numbers of a usage object of the OpenAI chat protocol, as the providers that speak it count them.
struct OpenAiCounts {
    std::optional<std::int64_t> prompt;
    std::optional<std::int64_t> completion;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> reasoning;
    std::optional<std::int64_t> audioInput;
    std::optional<std::int64_t> imageInput;
    std::optional<std::int64_t> videoInput;
    std::optional<std::int64_t> cachedAudio;
    std::optional<std::int64_t> cachedImages;
    std::optional<std::int64_t> audioOutput;
    std::optional<std::int64_t> imageOutput;
    std::optional<std::int64_t> webSearches;
    std::optional<std::int64_t> beside; ///< anything above 0 is charged beside the tokens
    CostReading cost;

    /// Where a number stands.
    enum class Place { Usage, InputDetails, CachedDetails, OutputDetails, Plugins, Search };
    /// Where the numbers of an object stand that is called so; empty: they are none of these.
    static std::optional<Place> placeIn(Place outer, std::string_view name);
    /// A number of the object, or of the details in it, by its name; others are left alone.
    /// A number that no answer can have, such as a negative one, is none.
    void take(std::string_view name, double number, Place place);
    /// It says anything.
    bool isUsage() const { return prompt || completion || total; }
    /// Takes the parts apart. Reported where both prompt and completion are known and their parts fit into them; Estimated
    /// where a part had to be made to fit, or one of the two is missing, which is then empty; Unknown where both are.
    TokenUsage usage() const;

private:
    OpenAiCounts completed() const;
};

} // namespace gateway::protocol
