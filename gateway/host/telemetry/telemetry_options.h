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

/// What `Telemetry` is to do.
struct TelemetryOptions {
    usage::FigureOptions figures;
    std::optional<OtlpOptions> otlp; ///< empty: nothing is exported
    Sentence problem;                ///< why not, though the settings want it; without secrets
};

/// The secrets of the headers, and where they may go.
struct TelemetrySecrets {
    const exchange::ResolvedSecrets& resolved;
    const providers::ApprovedOrigins& approved;
};

/// `collector`: what the environment names, for an endpoint that is "env". Any thread.
TelemetryOptions telemetryOptions(const config::Settings& settings, const providers::Catalog& catalog,
                                  const TelemetrySecrets& secrets, const std::string& collector);

} // namespace gateway::host
