#pragma once

#include "bill.h"

#include "gateway/config/settings/provider_settings.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <functional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// What a file holds that the provider's console has exported, as `readBill()` has it. Blocks; any thread. Errors: Io;
/// InvalidRequest as there, and where the file is larger than 256 MiB. No message names the file.
Result<Bill> readBillFile(const QString& name);

/// That the bill is one of somebody else than `provider`, for people; empty: it is not, or that is not known, since the provider has
/// an address of its own or a type that fits many. `find` is the catalog's, by type. Pure.
Sentence foreignBillNote(const Bill& bill, const config::ProviderSettings& provider,
    const std::function<const providers::CatalogEntry*(std::string_view)>& find);

} // namespace gateway::usage
