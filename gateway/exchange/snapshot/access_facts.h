#pragma once

#include "snapshot.h"

#include "gateway/protocol/conversation/adaptation/target_limits.h"

#include <cstddef>
#include <string_view>

namespace gateway::exchange {

/// Whether what is signed there is signed by the vendor that made the format.
bool isSigned(const Access& access);

/// How many sequences that end an answer `model` takes there in OpenAI's chat.
std::size_t mostStops(const Access& access, std::string_view model);

/// Whether a client's own chat, which requires this, is written anew for that endpoint of OpenAI's chat: it lacks something, or
/// does not keep to it. The rest is done here. OpenAI's own lacks nothing but sequences that end an answer of models that think.
bool isWrittenAnew(const Access& access, const RequiredCapabilities& required);

/// Whether `model` there (null: not known) thinks by an effort only. Models that the catalog does not
/// know are newer than it is, at their vendor's own address.
bool thinksAdaptively(const Access& access, const providers::CatalogModel* model);

/// What the API of `model` takes there, by its id.
protocol::ModelTraits traitsOf(const Access& access, std::string_view model);

/// Where system messages may be for `model` there. Where nothing is known, requests that are translated (`isTranslated`)
/// take no risk, and a client's own go to the maker of the format as they are.
protocol::SystemPlace systemPlaceAt(const Access& access, std::string_view model, bool isTranslated);

/// Whether a client's own Messages request goes there with tools that load late or that Anthropic runs: to Anthropic, and to
/// those who hand it on for a Claude: an engine may call its model anything. Source: docs.claude.com, "Tool search tool"; read 2026-11-28.
bool takesLateTools(const Access& access, std::string_view model);

/// What `model` does not take there of what the format has.
protocol::TargetLimits limitsOf(const Access& access, std::string_view model);

/// Whether nobody but `caller` can use the account of that provider through this gateway: its `consumers` name this one alone.
/// Then an id whose owner is unknown may go there: see `protocol::OwnerTable`.
bool isAlone(const Snapshot& snapshot, std::size_t provider, std::string_view caller);

} // namespace gateway::exchange
