#pragma once

#include "snapshot.h"

#include "gateway/protocol/conversation/adaptation/target_limits.h"

#include <cstddef>
#include <string_view>

namespace gateway::exchange {

/// Whether signatures from that access are made by the vendor that defined the format.
bool isSigned(const Access& access);

/// The maximum number of stop sequences that `model` accepts at that access in OpenAI's chat.
std::size_t mostStops(const Access& access, std::string_view model);

/// Whether a client's own chat request, which requires `required`, is rewritten for that OpenAI chat endpoint because
/// the endpoint lacks or does not honour something. This gateway does what is missing. OpenAI's own endpoint lacks
/// nothing except stop sequences of reasoning models.
bool isWrittenAnew(const Access& access, const RequiredCapabilities& required);

/// Whether `model` (null: unknown) at that access controls reasoning by an effort only. Models unknown to the catalog
/// are newer than the catalog if they are at their vendor's own address.
bool thinksAdaptively(const Access& access, const providers::CatalogModel* model);

/// What the API of `model` accepts there, by the model's id.
protocol::ModelTraits traitsOf(const Access& access, std::string_view model);

/// Where system messages may be placed for `model` at that access. If nothing is known, translated requests
/// (`isTranslated`) take no risk, and a client's own request goes to the format's vendor unchanged.
protocol::SystemPlace systemPlaceAt(const Access& access, std::string_view model, bool isTranslated);

/// Whether a client's own Messages request goes there with deferred tools or tools that Anthropic runs: yes for
/// Anthropic itself, and for relays when the model's name is a Claude's, since an inference server may call its model
/// anything. Source: docs.claude.com, "Tool search tool"; read 2026-11-28.
bool takesLateTools(const Access& access, std::string_view model);

/// What `model` does not accept at that access although the format has it.
protocol::TargetLimits limitsOf(const Access& access, std::string_view model);

/// Whether only `caller` can use the account of that provider through this gateway, because its `consumers` lists
/// nobody else. Then an id with an unknown owner may go there: see `protocol::OwnerTable`.
bool isAlone(const Snapshot& snapshot, std::size_t provider, std::string_view caller);

} // namespace gateway::exchange
