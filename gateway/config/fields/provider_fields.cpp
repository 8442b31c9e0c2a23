#include "field_table.h"
#include "fields.h"

#include <QtGlobal>

namespace gateway::config {

namespace {

constexpr int kMaxCount = 1000;
constexpr int kMostBytesPerSecond = 1000000;

Shape<ProviderKey> providerKeyShape()
{
    using K = ProviderKey;
    return object<K>({{
        row("name", &K::name, text(rules::kAny, kMaxNameLength), "Name of the key, unique within the provider.",
            FieldKind::Required),
        row("secret", &K::secret, text(rules::kSecretReference),
            "Reference to where the key is stored: keychain:NAME, vault:NAME, env:NAME, file:PATH or session:NAME. Never the key itself.", FieldKind::Required),
        row("weight", &K::weight, wholeNumber(0, kMaxWeight),
            "Weight: how often the key is used, relative to the others."),
        row("enabled", &K::enabled, boolean(), "Whether the key is enabled."),
    }});
}

// A secret in its own object, instead of a text.
Shape<std::string> secretObject()
{
    struct Holder {
        std::string secret;
    };
    const Shape<Holder> inner = object<Holder>(
        {{row("secret", &Holder::secret, text(rules::kSecretReference), "A secret reference.", FieldKind::Required)}});
    return {
        [inner](const Json& node, std::string& value, const Place& place) {
            Holder holder;
            inner.read(node, holder, place);
            value = holder.secret;
        },
        [inner](const std::string& value) { return inner.write({value}); },
        [inner](Json& node, const std::string& from, const std::string& to) { inner.update(node, {from}, {to}); },
        inner.schema,
    };
}

Shape<KeyFailoverSettings> keyFailoverShape()
{
    using F = KeyFailoverSettings;
    return object<F>({{
        row("enabled", &F::enabled, boolean(), "Whether failures put a key, a model or the provider into cooldown."),
        row("mode", &F::mode, oneOf({"passive", "active"}),
            "Health checks during a cooldown: \"passive\" with the next request, \"active\" with test requests as well."),
        row("failure_threshold", &F::failureThreshold, wholeNumber(1, kMaxCount),
            "Failures within the window that start a cooldown."),
        row("window_ms", &F::window_ms, wholeNumber(1, kDay_ms), "Failure window: how long a failure counts."),
        row("success_threshold", &F::successThreshold, wholeNumber(1, kMaxCount), "Successes that end a cooldown."),
        row("check_interval_ms", &F::checkInterval_ms, wholeNumber(1, kDay_ms),
            "Initial cooldown, doubled each time, unless the provider reports how long to wait; with \"active\", the time between two health checks."),
        row("check_timeout_ms", &F::checkTimeout_ms, wholeNumber(1, kHour_ms), "Timeout of a health check."),
        row("check_model", &F::checkModel, orNull(text()), "Model used for health checks."),
    }});
}

Shape<TimeoutSettings> timeoutsShape()
{
    using T = TimeoutSettings;
    return object<T>({{
        row("connect_ms", &T::connect_ms, wholeNumber(1, kHour_ms), "Connect timeout, including the TLS handshake."),
        row("first_byte_ms", &T::firstByte_ms, wholeNumber(1, kDay_ms), "First-byte timeout, for streams."),
        row("idle_ms", &T::idle_ms, wholeNumber(1, kDay_ms), "Idle timeout between two bytes, for streams."),
        row("total_ms", &T::total_ms, wholeNumber(1, kDay_ms), "Total timeout, for answers that are not streamed."),
        row("min_bytes_per_second", &T::minBytesPerSecond, orNull(wholeNumber(1, kMostBytesPerSecond)),
            "Minimum speed: an answer that stays slower for five seconds has failed; null: any speed."),
    }});
}

Shape<PlanSettings> planShape()
{
    return object<PlanSettings>({{
        row("avoid_at", &PlanSettings::avoidAt, orNull(wholeNumber(1, 100)),
            "Percent used of a plan window at which a key is used only if no other target can answer; null: never avoided."),
    }});
}

Shape<KeepAliveSettings> keepAliveShape()
{
    using K = KeepAliveSettings;
    return object<K>({{
        row("enabled", &K::enabled, boolean(), "Whether connections are kept alive and reused."),
        row("idle_ms", &K::idle_ms, wholeNumber(1, kDay_ms), "How long an idle connection is kept open."),
        row("pool", &K::pool, wholeNumber(0, kMaxCount), "Maximum number of idle connections per origin."),
    }});
}

bool isProxyWord(const Json& node) { return node == "system" || node == "none"; }

Json proxyWordSchema() { return wordSchema({"system", "none"}); }

// A URL, or one of the words.
Shape<std::string> proxyUrlShape()
{
    Shape<std::string> shape = text(rules::kProxyUrl, kMaxUrlLength);
    shape.read = [url = shape.read](const Json& node, std::string& value, const Place& place) {
        if (isProxyWord(node))
            value = node.get<std::string>();
        else
            url(node, value, place);
    };
    shape.schema = [url = shape.schema] { return Json{{"anyOf", Json::array({proxyWordSchema(), url()})}}; };
    return shape;
}

// {url, user, secret}
Shape<ProxySettings> proxyObject()
{
    using P = ProxySettings;
    return object<P>({{
        row("url", &P::url, proxyUrlShape(), "http://host:port, socks5://host:port or socks5h://host:port; or \"system\" or \"none\".",
            FieldKind::Required),
        row("user", &P::user, textOrEmpty(), "User name for the proxy."),
        row("secret", &P::secret, text(rules::kSecretReference), "Secret reference to the proxy password."),
    }});
}

// "system", "none", a URL, or an object.
Shape<ProxySettings> proxyShape()
{
    using P = ProxySettings;
    const Shape<P> full = proxyObject();
    const Shape<std::string> url = text(rules::kProxyUrl, kMaxUrlLength);
    auto read = [=](const Json& node, P& value, const Place& place) {
        P found;
        found.mode = "url";
        if (node.is_object())
            full.read(node, found, place);
        else if (isProxyWord(node))
            found.mode = node.get<std::string>();
        else if (node.is_string())
            url.read(node, found.url, place);
        else
            reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "\"system\", \"none\", a URL or {\"url\", \"user\", \"secret\"}"), node);
        if (isProxyWord(Json(found.url)))
            found.mode = std::exchange(found.url, {});
        value = found;
    };
    auto write = [=](const P& value) {
        if (value.mode != "url")
            return Json(value.mode);
        return value.user.empty() && value.secret.empty() ? url.write(value.url) : full.write(value);
    };
    auto update = [=](Json& node, const P& from, const P& to) {
        if (!node.is_object() || to.mode != "url")
            node = write(to);
        else
            full.update(node, from, to);
    };
    auto schema = [=] {
        return Json{{"anyOf", Json::array({proxyWordSchema(), url.schema(), full.schema()})}};
    };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

FieldTable<ProviderSettings> authFields()
{
    using P = ProviderSettings;
    return {
        row("headers", &P::authHeaders, authShape(rules::kToken),
            "Additional headers: text in which ${key} is the key in use, or {\"secret\": reference}. If a header or query parameter contains ${key}, the key is sent "
            "only there."),
        row("query", &P::authQuery, authShape(rules::kAny),
            "Additional query parameters: text in which ${key} is the key in use, or {\"secret\": reference}. If one contains ${key}, the key is not sent in the "
            "usual header."),
    };
}

FieldTable<ProviderSettings> connectionFields()
{
    using P = ProviderSettings;
    return {
        part("key_failover", &P::keyFailover, keyFailoverShape(), "Cooldown and health checks of keys, models and the provider."),
        part("timeouts", &P::timeouts, timeoutsShape(), "Timeouts of the upstream."),
        part("keepalive", &P::keepAlive, keepAliveShape(), "Keep-alive and connection pool."),
        row("ssl_verify", &P::sslVerify, boolean(), "Whether the upstream's certificate must be valid."),
        row("ca_file", &P::caFile, orNull(text()),
            "PEM file with certificate authorities to trust for this provider, in addition to the system's."),
        row("proxy", &P::proxy, proxyShape(),
            "Proxy: \"system\", \"none\", a URL, or an object with user name and password reference."),
        row("forward_headers", &P::forwardHeaders, listOf(text(rules::kToken)),
            "Client headers forwarded upstream, in addition to those that the type needs."),
        row("consumers", &P::consumers, listOf(text()),
            "Names of the consumers that may use the provider, on any route; empty: everyone."),
        row("routes_only", &P::routesOnly, boolean(),
            "Whether the provider is available through routes only: not as provider/model, and not by a model name that no route matches."),
    };
}

FieldTable<ProviderSettings> providerFields()
{
    using P = ProviderSettings;
    FieldTable<P> fields{
        row("id", &P::id, text(rules::kId, kMaxNameLength), "Id of the provider, used in targets and in provider/model.",
            FieldKind::Required),
        row("type", &P::type, text(rules::kId, kMaxNameLength),
            "A provider of the catalog, such as deepseek or qwen, or a generic type: openai-compatible, openai-responses, anthropic-compatible, gemini-compatible, "
            "ollama, demo.",
            FieldKind::Required),
        row("enabled", &P::enabled, boolean(), "Whether the provider is enabled."),
        row("base_url", &P::baseUrl, orNull(text(rules::kBaseUrl, kMaxUrlLength)),
            "Base URL: everything before the endpoint path, such as https://api.example.com/v1; null: as in the catalog."),
        row("whole_url", &P::wholeUrl, boolean(),
            "Whether base_url is the endpoint itself, to which no path is appended."),
        row("settings", &P::settings, mapOf(textOrEmpty()),
            "Type-specific settings for URL and signing, such as region, project, api_version or account_id."),
        row("keys", &P::keys,
            listOf(providerKeyShape(), Identity<ProviderKey>{[](const ProviderKey& key) { return key.name; }, "name"}),
            "API keys of the account, as references to where they are stored."),
        part("plan", &P::plan, planShape(), "Subscription plan of the keys."),
        group("auth", authFields(), "How the key is sent, if the type does not define it."),
        row("models", &P::models, orNull(listOf(text())),
            "Model names; null: the list of the provider."),
        row("model_map", &P::modelMap, mapOf(textOrEmpty(), rules::kModelPattern),
            "Maps requested models to upstream models. Order: exact names, the longest prefix*, ~regex (RE2) as listed, *. An empty upstream model keeps the "
            "requested one."),
        part("parameters", &P::parameters, parametersShape(), "Changes to request parameters."),
    };
    for (Field<P>& field : connectionFields())
        fields.push_back(std::move(field));
    return fields;
}

} // namespace

Shape<std::vector<AuthValue>> authShape(const TextRule& names)
{
    using List = std::vector<AuthValue>;
    const Shape<std::string> name = text(names);
    const Shape<std::string> plain = text();
    const Shape<std::string> secret = secretObject();
    const auto writeOne = [=](const AuthValue& value) {
        return value.secret.empty() ? plain.write(value.text) : secret.write(value.secret);
    };
    auto read = [=](const Json& node, List& list, const Place& place) {
        if (!node.is_object())
            return reportWrong(place, QT_TRANSLATE_NOOP("Configuration", "an object"), node);
        list.clear();
        for (const auto& [key, value] : node.items()) {
            AuthValue& entry = list.emplace_back();
            name.read(Json(key), entry.name, place.field(key));
            if (value.is_object())
                secret.read(value, entry.secret, place.field(key));
            else if (value.is_string())
                plain.read(value, entry.text, place.field(key));
            else
                reportWrong(place.field(key),
                    QT_TRANSLATE_NOOP("Configuration", "text in which ${key} is the key in use, or {\"secret\": \"keychain:NAME\"}"), value);
        }
    };
    auto write = [=](const List& list) {
        Json node = Json::object();
        for (const AuthValue& value : list)
            node[value.name] = writeOne(value);
        return node;
    };
    auto update = [=](Json& node, const List& from, const List& to) {
        Json next = Json::object();
        for (const AuthValue& value : to) {
            const bool same = std::find(from.begin(), from.end(), value) != from.end();
            next[value.name] = same ? std::move(node[value.name]) : writeOne(value);
        }
        node = std::move(next);
    };
    auto schema = [=] {
        return Json{
            {"type", "object"}, {"additionalProperties", {{"anyOf", Json::array({plain.schema(), secret.schema()})}}}};
    };
    return {std::move(read), std::move(write), std::move(update), std::move(schema)};
}

const Shape<ParameterRules>& parametersShape()
{
    using R = ParameterRules;
    static const Shape<R> shape = object<R>({{
        row("set", &R::set, mapOf(anything()), "Parameters that always get this value."),
        row("default", &R::defaults, mapOf(anything()), "Parameters that get this value if the client sends none."),
        row("remove", &R::remove, listOf(text()), "Parameters to remove."),
        row("rename", &R::rename, mapOf(text()),
            "Parameters to rename: client name to upstream name."),
    }});
    return shape;
}

const Shape<ProviderSettings>& providerShape()
{
    static const Shape<ProviderSettings> shape = object<ProviderSettings>({providerFields()});
    return shape;
}

} // namespace gateway::config
