#include "apisix_consumer.h"

#include "apisix_guards.h"
#include "gateway/config/foreign/reading/consumer_keys.h"

namespace gateway::config::foreign {

namespace {

constexpr const char* kConsumerOff = "the consumer is switched off, since it could do more; check it and switch it on";

/// Whether there was nothing among them that holds the consumer back.
bool dropPlugins(ForeignObject plugins)
{
    bool isFree = true;
    for (const std::string& name : plugins.rest()) {
        const bool isGuard = isApisixConsumerGuard(name);
        plugins.drop(name, "this plugin has no counterpart here", isGuard ? kConsumerOff : "");
        isFree = isFree && !isGuard;
    }
    return isFree;
}

bool readGroup(ForeignObject& consumer, const ApisixLists& lists)
{
    const Json* id = consumer.take("group_id");
    if (!id)
        return true;
    const std::string path = consumer.pathOf("group_id");
    if (const Json* group = apisixEntry(lists.consumerGroups, *id))
        return dropPlugins({group->contains("plugins") ? &(*group)["plugins"] : nullptr, path, consumer.log()});
    consumer.log().note(path, "names a consumer group that the document does not hold", kConsumerOff);
    return false;
}

} // namespace

std::optional<ConsumerSettings> readApisixConsumer(ForeignObject consumer, const ApisixLists& lists)
{
    ImportLog& log = consumer.log();
    const std::size_t mark = log.errors();
    ConsumerSettings settings;
    settings.name = consumer.text("username").value_or(std::string());
    if (settings.name.empty()) {
        log.error(consumer.pathOf("username"), "is missing");
        log.settle(mark, "the consumer is left out");
        return std::nullopt;
    }
    log.origin({EntryName::Kind::Consumer, settings.name}, consumer.path());
    ForeignObject plugins = consumer.object("plugins");
    ForeignObject auth = plugins.object("key-auth");
    if (const auto key = auth.text("key"))
        settings.keys.push_back(consumerKeyOf(*key, settings.name, auth.pathOf("key"), log));
    auth.dropRest();
    const bool isFree = dropPlugins(plugins);
    settings.enabled = readGroup(consumer, lists) && isFree;
    consumer.ignore({"desc", "labels", "create_time", "update_time", "id"});
    consumer.dropRest();
    if (log.settle(mark, "the consumer comes in switched off; put it right and switch it on"))
        settings.enabled = false;
    return settings;
}

} // namespace gateway::config::foreign
