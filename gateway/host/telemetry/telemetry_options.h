#pragma once

#include "otlp_exporter.h"

#include "gateway/config/settings/settings.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/usage/metrics/record_figures.h"

#include <optional>
#include <string>

namespace gateway::host {

/// Options of `Telemetry`.
struct TelemetryOptions {
    usage::FigureOptions figures;
    std::optional<OtlpOptions> otlp; ///< empty: nothing is exported
    Sentence problem;                ///< why nothing is exported although the settings enable it; without secrets
};

/// The secrets for the export headers, and where they may be sent.
struct TelemetrySecrets {
    const exchange::ResolvedSecrets& resolved;
    const providers::ApprovedOrigins& approved;
};

/// `collector`: the endpoint from the environment, for an endpoint setting of "env". Any thread.
TelemetryOptions telemetryOptions(const config::Settings& settings, const providers::Catalog& catalog,
                                  const TelemetrySecrets& secrets, const std::string& collector);

} // namespace gateway::host
