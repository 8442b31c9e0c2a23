#include "apisix_consumer.h"

#include "apisix_guards.h"
#include "gateway/config/foreign/reading/imported_keys.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: apisix/consumer.lua, docs/en/latest/terminology/credential.md; api7/adc: schema.json.

constexpr const char* kConsumerOff = "the consumer is disabled because it could do more than before; check and enable it";
constexpr const char* kConsumerWrong = "the consumer is imported but disabled; correct and enable it";
constexpr const char* kNoKeyKind = "only keys of key-auth are imported";
constexpr std::string_view kConsumersPart = "consumers/";
constexpr std::string_view kCredentialsPart = "/credentials/";

EntryName entryOf(const ConsumerSettings& consumer) { return {EntryName::Kind::Consumer, consumer.name}; }

void readKey(ForeignObject auth, ConsumerSettings& consumer)
{
    if (const auto key = auth.text("key"); key && !key->empty())
        consumer.keys.push_back(consumerKeyOf(*key, consumer.name, auth.pathOf("key"), auth.log()));
    else
        auth.log().error(auth.pathOf("key"), "is missing");
    auth.ignore({"_meta"});
    auth.dropRest();
}

void readPlugin(const ApisixPlugin& plugin, ConsumerSettings& consumer, ImportLog& log)
{
    const std::string subject = "plugin " + plugin.name;
    if (plugin.isDisabled) {
        log.list(Fate::NotCarriedOver, plugin.path, subject, "it is disabled in the document (_meta.disable)");
    } else if (plugin.name == "key-auth" && plugin.isConditional) {
        log.leaveOut(plugin.path, subject, "a key that applies to some requests only cannot be imported");
    } else if (plugin.name == "key-auth") {
        log.list(Fate::CarriedOver, plugin.path, subject + ", as a key of the consumer");
        readKey(plugin.object(log), consumer);
    } else if (isApisixConsumerGuard(plugin.name)) {
        log.list(Fate::NotCarriedOver, plugin.path, subject, "it cannot be imported: consumer \"" + consumer.name + "\" is disabled");
        log.switchOff(entryOf(consumer), plugin.path, "is not imported: this plugin has no counterpart in Signalbox", kConsumerOff);
        consumer.enabled = false;
    } else {
        log.leaveOut(plugin.path, subject, isApisixSignIn(plugin.name) ? kNoKeyKind : "this plugin has no counterpart in Signalbox");
    }
}

/// From ADC and the Ingress Controller: `{"type": "key-auth", "config": {"key": ...}}`; from the Admin API: with
/// `plugins`.
void readCredential(ForeignObject credential, ConsumerSettings& consumer)
{
    ImportLog& log = credential.log();
    const std::string subject = "credential of consumer \"" + consumer.name + '"';
    const auto type = credential.text("type");
    if (type && *type != "key-auth")
        return log.leaveOut(credential.path(), subject, kNoKeyKind);
    log.list(Fate::CarriedOver, credential.path(), subject);
    credential.skip({"name", "id", "desc", "description", "labels", "create_time", "update_time"});
    if (type)
        readKey(credential.object("config"), consumer);
    for (const ApisixPlugin& plugin : pluginsIn(credential.take("plugins"), credential.pathOf("plugins"), log))
        readPlugin(plugin, consumer, log);
    credential.dropRest();
}

/// The consumer of "/apisix/consumers/NAME/credentials/ID" or "NAME/credentials/ID".
std::string_view ownerOf(std::string_view id)
{
    const auto end = id.find(kCredentialsPart);
    std::string_view name = id.substr(0, end == std::string_view::npos ? 0 : end);
    if (const auto begin = name.rfind(kConsumersPart); begin != std::string_view::npos)
        name = name.substr(begin + kConsumersPart.size());
    return name;
}

void readGroup(ForeignObject& consumer, const ApisixPart& part, const ApisixDocument& document, ConsumerSettings& settings)
{
    const Json* id = consumer.take("group_id");
    const auto group = id ? ApisixDocument::find(document.consumerGroups, *id) : part.within;
    ImportLog& log = consumer.log();
    if (group) {
        const ApisixPart& found = document.consumerGroups[*group];
        const Json* plugins = found.node->is_object() && found.node->contains("plugins") ? &(*found.node)["plugins"] : nullptr;
        const std::string path = id ? consumer.pathOf("group_id") : (found.path.empty() ? "" : found.path + '.') + "plugins";
        for (const ApisixPlugin& plugin : pluginsIn(plugins, path, log))
            readPlugin(plugin, settings, log);
    } else if (id) {
        log.switchOff(entryOf(settings), consumer.pathOf("group_id"), "refers to a consumer group that is not in the document", kConsumerOff);
        settings.enabled = false;
    }
}

} // namespace

std::optional<ConsumerSettings> readApisixConsumer(const ApisixPart& part, const ApisixDocument& document, ImportLog& log)
{
    const std::size_t mark = log.errors();
    ForeignObject consumer(part.node, part.path, log);
    ConsumerSettings settings;
    settings.name = consumer.text("username").value_or(std::string());
    if (settings.name.empty()) {
        log.error(consumer.pathOf("username"), "is missing");
        log.settleOut(mark, part.path, "the consumer is not imported");
        return std::nullopt;
    }
    log.origin(entryOf(settings), part.path);
    for (const ApisixPlugin& plugin : pluginsIn(consumer.take("plugins"), consumer.pathOf("plugins"), log))
        readPlugin(plugin, settings, log);
    for (const ForeignObject& credential : consumer.objects("credentials"))
        readCredential(credential, settings);
    for (const ApisixPart& credential : document.credentials)
        if (credential.node->is_object() && credential.node->contains("id") && (*credential.node)["id"].is_string()
            && ownerOf((*credential.node)["id"].get_ref<const std::string&>()) == settings.name)
            readCredential({credential.node, credential.path, log}, settings);
    readGroup(consumer, part, document, settings);
    consumer.skip({"desc", "description", "labels", "create_time", "update_time", "id", "modifiedIndex"});
    consumer.dropRest();
    if (log.settle(mark, kConsumerWrong, entryOf(settings)))
        settings.enabled = false;
    return settings;
}

} // namespace gateway::config::foreign
