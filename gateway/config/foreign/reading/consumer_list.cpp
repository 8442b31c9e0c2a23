#include "consumer_list.h"

#include <algorithm>
#include <utility>

namespace gateway::config::foreign {

void addConsumer(std::vector<ConsumerSettings>& consumers, ConsumerSettings consumer)
{
    const auto known = std::ranges::find(consumers, consumer.name, &ConsumerSettings::name);
    if (known == consumers.end())
        return consumers.push_back(std::move(consumer));
    for (ConsumerKey& key : consumer.keys)
        if (std::ranges::find(known->keys, key) == known->keys.end())
            known->keys.push_back(std::move(key));
    known->enabled = known->enabled && consumer.enabled;
}

} // namespace gateway::config::foreign
