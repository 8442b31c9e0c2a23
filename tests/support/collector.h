#pragma once

#include "catch.h"

#include "gateway_process.h"

#include <QProcess>
#include <QStringList>

#include <string>

namespace tests {

/// The receiver, which decodes with Google's protobuf library.
class Collector {
public:
    explicit Collector(const QStringList& answers = {})
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QStringLiteral("/usr/bin/python3"),
            QStringList{QStringLiteral("-B"), QStringLiteral(SIGNALBOX_TEST_SUPPORT "/otlp_collector.py"),
                QStringLiteral(SIGNALBOX_TEST_DATA "/opentelemetry-proto")}
                + answers);
        m_port = nextLine();
        REQUIRE_FALSE(m_port.empty());
    }
    ~Collector()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    std::string url() const { return "http://127.0.0.1:" + m_port; }
    /// The next request, decoded.
    Json next()
    {
        const std::string line = nextLine();
        REQUIRE_FALSE(line.empty());
        Json request = Json::parse(line);
        INFO(line.substr(0, 500));
        CHECK_FALSE(request.contains("problem"));
        return request;
    }
    /// The next request to that path.
    Json next(const std::string& path)
    {
        for (;;)
            if (Json request = next(); request["path"] == path)
                return request;
    }
    bool isQuiet(int milliseconds) { return !m_process.canReadLine() && !m_process.waitForReadyRead(milliseconds); }

private:
    std::string nextLine()
    {
        while (!m_process.canReadLine())
            if (!m_process.waitForReadyRead(GatewayProcess::kWait_ms))
                return {};
        return m_process.readLine().trimmed().toStdString();
    }

    QProcess m_process;
    std::string m_port;
};

/// `config` with that collector added.
inline Json exporting(Json config, const Collector& collector, const Json& more = Json::object())
{
    Json otlp{{"endpoint", collector.url()}, {"interval_ms", 100}};
    otlp.update(more);
    config["export"] = {{"otlp", otlp}};
    return config;
}

inline const Json& spansOf(const Json& request) { return request["message"]["resourceSpans"][0]["scopeSpans"][0]["spans"]; }

/// The value of an attribute of any type; null: missing.
inline Json attribute(const Json& holder, const std::string& key)
{
    for (const Json& each : holder.value("attributes", Json::array()))
        if (each["key"] == key)
            return each["value"].begin().value();
    return {};
}

} // namespace tests
