#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

constexpr std::size_t kMaxHintLength = 32; // shorter than most keys

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
        row("sha256", &K::sha256, text(rules::kSha256), "SHA-256 hash of the key, in hexadecimal."),
        row("secret", &K::secret, text(rules::kSecretReference), "Secret reference to the key, instead of its hash."),
        row("hint", &K::hint, textOrEmpty(kMaxHintLength), "A few characters that help people recognise the key."),
        row("expires_at", &K::expiresAt, orNull(text(rules::kTimestamp)),
            "When the key expires, such as 2026-12-31T23:59:59Z; null: never."),
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
            "End of storing, such as 2026-12-31T23:59:59Z; stored content is deleted then.", FieldKind::Required),
        row("max_bytes", &C::maxBytes, wholeNumber<std::int64_t>(kLeastCapture, kMostCapture),
            "Maximum stored size of a request, and of an answer."),
    }});
}

FieldTable<ConsumerSettings> consumerFields()
{
    using C = ConsumerSettings;
    return {
        row("name", &C::name, text(rules::kConsumerName, kMaxNameLength), "Name of the consumer.", FieldKind::Required),
        row("enabled", &C::enabled, boolean(), "Whether the consumer's keys are accepted."),
        row("keys", &C::keys, listOf(consumerKeyShape(), Identity<ConsumerKey>{keyIdentity}), "Keys of the consumer."),
        row("routes", &C::routes, listOf(text()), "Ids of the routes that the consumer may use; empty: every route that allows it."),
        row("models", &C::models, listOf(text()), "Names of the models that the consumer may request; empty: all."),
        row("capture", &C::capture, orNull(captureShape()),
            "Stores the consumer's requests and answers in the ledger for a limited time; null: not stored."),
        part("policies", &C::policies, policiesShape(), "Policies of this consumer, by name; null disables one here."),
    };
}

} // namespace

const Shape<ConsumerSettings>& consumerShape()
{
    static const Shape<ConsumerSettings> shape = object<ConsumerSettings>({consumerFields()});
    return shape;
}

} // namespace gateway::config
