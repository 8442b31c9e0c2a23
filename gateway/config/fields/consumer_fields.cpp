#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

constexpr std::size_t kMaxHintLength = 32; // too short for most keys

std::string keyIdentity(const ConsumerKey& key) { return key.sha256.empty() ? key.secret : key.sha256; }

void checkKey(const Json& node, const ConsumerKey&, const Place& place)
{
    const auto given = node.count("sha256") + node.count("secret");
    if (given != 1)
        place.error(Sentence::of(given == 0 ? QT_TRANSLATE_NOOP("Configuration", "must have one of \"sha256\" and \"secret\"")
                               : QT_TRANSLATE_NOOP("Configuration", "must have only one of \"sha256\" and \"secret\"")));
}

Shape<ConsumerKey> consumerKeyShape()
{
    using K = ConsumerKey;
    ObjectRules<K> table;
    table.fields = {
        row("sha256", &K::sha256, text(rules::kSha256), "SHA-256 of the key, in hexadecimal digits."),
        row("secret", &K::secret, text(rules::kSecretReference), "A secret reference to the key, instead of its hash."),
        row("hint", &K::hint, textOrEmpty(kMaxHintLength), "A few characters by which people know the key."),
        row("expires_at", &K::expiresAt, orNull(text(rules::kTimestamp)),
            "When the key ends, such as 2026-12-31T23:59:59Z; null is never."),
        row("enabled", &K::enabled, boolean(), "Whether the key is accepted."),
    };
    table.check = checkKey;
    Json eitherOr = Json::array();
    eitherOr.push_back({{"required", Json::array({"sha256"})}});
    eitherOr.push_back({{"required", Json::array({"secret"})}});
    table.schemaExtra["oneOf"] = std::move(eitherOr);
    return object(std::move(table));
}

Shape<CaptureSettings> captureShape()
{
    using C = CaptureSettings;
    constexpr std::int64_t kLeastCapture = 1024;
    constexpr std::int64_t kMostCapture = 4 * 1024 * 1024;
    return object<C>({{
        row("until", &C::until, text(rules::kTimestamp),
            "When it ends, such as 2026-12-31T23:59:59Z; what was kept is deleted then.", FieldKind::Required),
        row("max_bytes", &C::maxBytes, wholeNumber<std::int64_t>(kLeastCapture, kMostCapture),
            "How much of a request, and of its answer, is kept at most."),
    }});
}

FieldTable<ConsumerSettings> consumerFields()
{
    using C = ConsumerSettings;
    return {
        row("name", &C::name, text(rules::kConsumerName, kMaxNameLength), "Names the consumer.", FieldKind::Required),
        row("enabled", &C::enabled, boolean(), "Whether its keys are accepted."),
        row("keys", &C::keys, listOf(consumerKeyShape(), Identity<ConsumerKey>{keyIdentity}), "The keys that it may show."),
        row("routes", &C::routes, listOf(text()), "Ids of the routes that it may use; empty is all that let it."),
        row("models", &C::models, listOf(text()), "Names of the models that it may ask for; empty is all."),
        row("capture", &C::capture, orNull(captureShape()),
            "Keeps what the consumer asks and is answered in the usage database, for a while; null keeps none of it."),
        part("policies", &C::policies, policiesShape(), "Policies of this consumer, by name; null switches one off here."),
    };
}

} // namespace

const Shape<ConsumerSettings>& consumerShape()
{
    static const Shape<ConsumerSettings> shape = object<ConsumerSettings>({consumerFields()});
    return shape;
}

} // namespace gateway::config
