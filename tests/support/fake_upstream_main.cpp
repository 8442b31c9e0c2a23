#include "fake_upstream.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <cstdio>
#include <iostream>
#include <string>
#include <thread>

namespace {

constexpr int kLook_ms = 50;

QByteArray contents(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One line of plain text per request once it has ended, easy to grep.
void report(const tests::RecordedRequest& request)
{
    std::printf("%s %s key=%s %s\n", request.method.c_str(), request.target.c_str(), request.bearer().c_str(),
        request.body.c_str());
    std::fflush(stdout);
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A server that speaks the OpenAI chat format, well or badly.\n"
                                                    "Behaviours, also as the header x-fake and behind '!' in a "
                                                    "model's name:\n")
        + QString::fromStdString(tests::describeBehaviours()));
    parser.addHelpOption();
    const QCommandLineOption port(
        QStringLiteral("port"), QStringLiteral("0 is any free one."), QStringLiteral("N"), QStringLiteral("0"));
    const QCommandLineOption key(
        QStringLiteral("key"), QStringLiteral("The only key that it takes."), QStringLiteral("KEY"));
    const QCommandLineOption certificate(
        QStringLiteral("certificate"), QStringLiteral("PEM file: speak TLS."), QStringLiteral("FILE"));
    const QCommandLineOption privateKey(
        QStringLiteral("private-key"), QStringLiteral("PEM file (EC)."), QStringLiteral("FILE"));
    const QCommandLineOption behaviour(
        QStringLiteral("behaviour"), QStringLiteral("What requests get."), QStringLiteral("WORDS"));
    const QCommandLineOption steps(
        QStringLiteral("steps"), QStringLiteral("Each line of input is the number of events of \"stepped\" answers to release."));
    parser.addOptions({port, key, certificate, privateKey, behaviour, steps});
    parser.process(application);

    tests::FakeUpstream::Options options;
    options.port = parser.value(port).toInt();
    if (parser.isSet(key))
        options.keys = {parser.value(key).toStdString()};
    if (parser.isSet(certificate))
        options.identity = tests::Identity{
            contents(parser.value(certificate)).toStdString(), contents(parser.value(privateKey)).toStdString()};
    tests::FakeUpstream upstream(options);
    if (upstream.port() == 0) {
        std::fprintf(stderr, "fake_upstream: cannot listen on port %d\n", options.port);
        return 1;
    }
    if (parser.isSet(behaviour))
        upstream.setDefault(parser.value(behaviour).toStdString());
    if (parser.isSet(steps))
        std::thread([&upstream] {
            for (std::string line; std::getline(std::cin, line);)
                upstream.step(std::stoi(line));
        }).detach(); // it ends with the program
    std::printf("listening on %s\n", upstream.origin().c_str());
    std::fflush(stdout);

    std::size_t seen = 0;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &application, [&] {
        for (const tests::RecordedRequest& request : upstream.allRequests(seen)) {
            report(request);
            ++seen;
        }
    });
    look.start(kLook_ms);
    return QCoreApplication::exec();
}
