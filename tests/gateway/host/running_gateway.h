#pragma once

#include "gateway/host/gateway_host.h"

#include "catch.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>
#include <string>
#include <utility>

inline constexpr int kLimit_ms = 10000;

/// A gateway on a free port with its own files.
class RunningGateway {
    QTemporaryDir m_folder; // outlives the gateway, which writes its log until it has ended

public:
    explicit RunningGateway(const char* config = nullptr, std::optional<int> httpsPort = std::nullopt)
    {
        qputenv("SIGNALBOX_TEST_KEY", "sk-from-the-environment");
        if (config)
            write(config);
        gateway::host::HostOptions options;
        options.configFile = file();
        options.dataDir = m_folder.filePath(QStringLiteral("data"));
        options.httpPort = 0;
        options.httpsPort = httpsPort;
        host = std::make_unique<gateway::host::GatewayHost>(options);
    }

    QString file() const { return m_folder.filePath(QStringLiteral("config.json")); }

    void write(const QByteArray& text) const
    {
        QFile file(this->file());
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    bool reaches(gateway::host::State state) const
    {
        return QTest::qWaitFor([&] { return host->status().state == state; }, kLimit_ms);
    }

    /// Status and body of a request to it.
    std::pair<int, QByteArray> request(const QByteArray& path, const QByteArray& body = {}, const std::string& key = {}) const
    {
        QNetworkAccessManager network;
        QNetworkRequest request(QUrl(QString::fromStdString(host->status().urls.front()) + QString::fromLatin1(path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        if (!key.empty())
            request.setRawHeader("authorization", "Bearer " + QByteArray::fromStdString(key));
        const std::unique_ptr<QNetworkReply> reply(body.isEmpty() ? network.get(request) : network.post(request, body));
        REQUIRE(QTest::qWaitFor([&] { return reply->isFinished(); }, kLimit_ms));
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
    }

    std::unique_ptr<gateway::host::GatewayHost> host;
};
