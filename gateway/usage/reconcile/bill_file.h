#pragma once

#include "bill.h"

#include "gateway/config/settings/provider_settings.h"
#include "gateway/providers/catalog.h"

#include <QString>

#include <functional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// Reads a file exported by a provider's console; see `readBill()`. Blocks; any thread. Errors: Io; InvalidRequest as
/// there, and if the file is larger than 256 MiB. No message contains the file name.
Result<Bill> readBillFile(const QString& name);

/// Note that the bill comes from another company than `provider`, for display; empty: it does not, or that is unknown,
/// since the provider has its own base URL or a type that fits many companies. `find` looks up the catalog by type.
/// Pure.
Sentence foreignBillNote(const Bill& bill, const config::ProviderSettings& provider,
    const std::function<const providers::CatalogEntry*(std::string_view)>& find);

} // namespace gateway::usage
