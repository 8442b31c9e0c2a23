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

/// How a number of tokens was obtained: reported by the provider, counted here with the model's own tokenizer, or
/// estimated from the length of the text. `Deferred`: the answer is created in the background, and usage is reported
/// when it is retrieved.
enum class UsageOrigin : std::uint8_t { Unknown, Reported, Estimated, Counted, Deferred };
/// The names in the ledger.
inline constexpr std::array<std::string_view, 5> kOriginNames{"unknown", "reported", "estimated", "counted", "deferred"};
constexpr std::string_view originName(UsageOrigin origin) { return kOriginNames[static_cast<std::size_t>(origin)]; }

/// Service tiers at which providers sell the same tokens at different prices. `Standard` also if none is reported;
/// `Other` is one without a known price, such as capacity bought in advance.
enum class ServiceTier { Standard, Batch, Flex, Priority, Fast, Other };
/// The names in answers and in the ledger; `Other` has its own name in `otherTier`.
inline constexpr std::array<std::string_view, 5> kServiceTierNames{"", "batch", "flex", "priority", "fast"};

/// By the name in an answer, such as "flex".
ServiceTier serviceTierOf(std::string_view word);

/// The numbers of a usage; `kTokenParts` has a row for each.
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

/// Tokens of one answer. The first five parts are disjoint: `input` is fresh input only, without the cached parts;
/// `output` excludes `reasoning`. The other four say what kind of content these tokens are, and are in no sum: audio
/// and image for all three input parts, audio and image for `output`. The remainder is text. An empty part is unknown.
struct TokenUsage {
    UsageOrigin origin = UsageOrigin::Unknown; ///< of the least certain number
    std::optional<Tokens> input;
    std::optional<Tokens> cachedInput;
    std::optional<Tokens> cacheWrite;
    std::optional<Tokens> output;
    std::optional<Tokens> reasoning;
    std::optional<Tokens> audioInput = {};
    std::optional<Tokens> imageInput = {};
    std::optional<Tokens> audioOutput = {};
    std::optional<Tokens> imageOutput = {};
    std::array<std::optional<UsageOrigin>, kTokenPartCount> others = {}; ///< of parts that are more certain than `origin`
    std::optional<Tokens> cacheWriteHour = {}; ///< the part of `cacheWrite` that is kept for an hour
    std::optional<Tokens> cachedAudio = {}; ///< audio in `cachedInput`; few providers report it, and it only affects the cost
    std::optional<Tokens> cachedImages = {}; ///< images in `cachedInput`; the same applies
    ServiceTier serviceTier = ServiceTier::Standard;
    std::string otherTier = {}; ///< the name for `ServiceTier::Other`
    std::optional<std::int64_t> webSearches = {}; ///< by the provider for this answer, charged individually
    /// Usage of other models that its provider used for it, which is in none of the numbers; null: none.
    std::shared_ptr<const std::vector<ModelUsage>> elsewhere = nullptr;
    std::string servedBy = {}; ///< the model that answered, if it is not the requested one; it decides the price
    bool hasUncounted = false; ///< something else was charged in addition to the tokens, without a reported number
    std::optional<Tokens> reportedTotal = {}; ///< input and output together, if neither is reported
    std::optional<ReportedCost> reportedCost = {}; ///< as reported; only some are trusted

    /// Whether it is reported later.
    bool isDeferred() const { return origin == UsageOrigin::Deferred; }
    /// Whether all numbers are 0, as some servers without counting report.
    bool isZero() const { return isKnown() && totalInput() + totalOutput() == Tokens{} && !webSearches && !hasUncounted; }
    /// Whether some of it was reported or determined here.
    bool isKnown() const { return origin != UsageOrigin::Unknown && origin != UsageOrigin::Deferred; }

    /// Sets the tier by its name in an answer.
    void tellTier(std::string_view word);
    /// The name in the ledger; empty for the standard tier.
    std::string_view tierName() const;

    /// How that number was obtained; Unknown if there is none.
    UsageOrigin originOf(TokenPart part) const;
    /// The sum of these parts that was estimated from the length of the text.
    Tokens estimated(std::initializer_list<TokenPart> parts) const;
    Tokens totalInput() const; ///< fresh, cached and cache write; unknown counts as 0
    Tokens totalOutput() const; ///< output and reasoning

    /// For providers whose input `all` includes the cached parts: sets `input` to the remainder and reduces cached
    /// parts that exceed `all`. Returns whether they did; then call `doubtInput()`.
    bool splitInput(Tokens all);
    /// The same for `reasoning` and `output`.
    bool splitOutput(Tokens all);
    /// Sets the output from the text's tokens, if no usage was reported; reported input stays as certain as before.
    void estimateOutput(Tokens said, std::optional<Tokens> thought);
    /// Sets an input that was determined here to what `reportedTotal` leaves for it.
    void fitTotal();
    /// Reported numbers stay as certain as before, but the output is missing and is determined here.
    void lackOutput();
    /// Marks these numbers as estimates and leaves the others as certain as before. To be called after the last number
    /// is set.
    void doubtInput();
    void doubtOutput();

    bool operator==(const TokenUsage&) const = default;
    /// The sum for two answers that the client got as one. As certain as the less certain one.
    friend TokenUsage operator+(const TokenUsage& a, const TokenUsage& b);

private:
    void doubt(std::initializer_list<TokenPart> parts);
};

/// Usage of a model other than the requested one.
struct ModelUsage {
    std::string model;
    TokenUsage tokens;
};

/// One number of a usage.
struct TokenPartRow {
    std::string_view name; ///< in the ledger and in machine-readable output
    std::optional<Tokens> TokenUsage::*count;
};
/// Indexed by `TokenPart`.
inline constexpr std::array<TokenPartRow, kTokenPartCount> kTokenParts{{{"input", &TokenUsage::input},
    {"cached_input", &TokenUsage::cachedInput}, {"cache_write", &TokenUsage::cacheWrite}, {"output", &TokenUsage::output},
    {"reasoning", &TokenUsage::reasoning}, {"audio_input", &TokenUsage::audioInput}, {"image_input", &TokenUsage::imageInput},
    {"audio_output", &TokenUsage::audioOutput}, {"image_output", &TokenUsage::imageOutput}}};

/// The numbers of a usage object of the OpenAI chat protocol, as the various providers that speak it report them.
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
    std::optional<std::int64_t> beside; ///< anything above 0 is charged in addition to the tokens
    CostReading cost;

    /// Where a number occurs.
    enum class Place { Usage, InputDetails, CachedDetails, OutputDetails, Plugins, Search };
    /// The place of the numbers in an object of this name; empty if it has none of them.
    static std::optional<Place> placeIn(Place outer, std::string_view name);
    /// Takes a number of the object, or of the details in it, by name; ignores others. An impossible number, such as a
    /// negative one, is ignored.
    void take(std::string_view name, double number, Place place);
    /// Whether it reports anything.
    bool isUsage() const { return prompt || completion || total; }
    /// Splits the numbers into parts. Reported if prompt and completion are known and their parts fit into them;
    /// Estimated if a part had to be reduced or one of the two is missing and stays empty; Unknown if both are missing.
    TokenUsage usage() const;

private:
    OpenAiCounts completed() const;
};

} // namespace gateway::protocol
