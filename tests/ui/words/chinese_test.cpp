#include "catch.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <map>
#include <utility>
#include <vector>

// The Chinese of all bundled texts: strings, help and lists.

namespace {

struct Text {
    QString where;
    QString words;
};

/// What is wrong with the text; empty: nothing.
QString problemOf(const QString& words)
{
    // One term for each thing, and the informal "you".
    static const std::vector<std::pair<QString, QString>> kOthers{{QStringLiteral("提供商"), QStringLiteral("供应商")},
        {QStringLiteral("服务商"), QStringLiteral("供应商")}, {QStringLiteral("令牌"), QStringLiteral("token")},
        {QStringLiteral("消费者"), QStringLiteral("调用方")}, {QStringLiteral("使用者"), QStringLiteral("调用方")}, {QStringLiteral("应答"), QStringLiteral("回答 or 响应")},
        {QStringLiteral("后备"), QStringLiteral("备用")}, {QStringLiteral("您"), QStringLiteral("你")}};
    for (const auto& [wrong, right] : kOthers)
        if (words.contains(wrong)) return wrong + QStringLiteral(" is called ") + right;
    static const QRegularExpression kHalf(QStringLiteral("[,;!?]\\s?(?=\\p{Han})|:(?=\\p{Han})|(?<=[\\p{Han}”）])[,;:!?](?=\\s|$|[\\p{Han}“])|(?<=\\p{Han})\\.(?=\\s|$|\\p{Han})"
                                                         "|(?<=\\p{Han})\\(|\\)(?=\\p{Han})|\\p{Han}\\s?\"|\"\\s?\\p{Han}"),
        QRegularExpression::UseUnicodePropertiesOption);
    const auto half = kHalf.match(words);
    return half.hasMatch() ? QStringLiteral("punctuation of half width: ") + half.captured() : QString();
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void addJson(const QJsonValue& value, const QString& where, std::vector<Text>& texts)
{
    const QJsonObject object = value.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (member.key() == QStringLiteral("zh_CN") && member->isString()) texts.push_back({where, member->toString()});
        else addJson(*member, where + QLatin1Char('.') + member.key(), texts);
    }
    for (const QJsonValue& item : value.toArray()) addJson(item, where, texts);
}

void addTranslations(const QString& path, std::vector<Text>& texts)
{
    QXmlStreamReader xml(bytesOf(path));
    bool isTranslation = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) isTranslation = xml.name() == QStringLiteral("translation") || xml.name() == QStringLiteral("numerusform");
        else if (xml.isCharacters() && isTranslation && !xml.isWhitespace()) texts.push_back({QStringLiteral("line %1").arg(xml.lineNumber()), xml.text().toString()});
    }
    REQUIRE_FALSE(xml.hasError());
}

std::vector<Text> textsIn(const QString& path)
{
    std::vector<Text> texts;
    if (path.endsWith(QStringLiteral(".json"))) {
        const auto tree = QJsonDocument::fromJson(bytesOf(path));
        addJson(tree.isArray() ? QJsonValue(tree.array()) : QJsonValue(tree.object()), {}, texts);
    } else if (path.endsWith(QStringLiteral("zh_CN.ts"))) {
        addTranslations(path, texts);
    } else if (path.contains(QStringLiteral("/zh_CN/")) && path.endsWith(QStringLiteral(".md"))) {
        static const QRegularExpression kLink(QStringLiteral("!?\\[([^\\]]*)\\]\\([^)]*\\)")); // punctuation in links is not checked
        int number = 0;
        for (const QString& line : QString::fromUtf8(bytesOf(path)).split(QLatin1Char('\n'))) texts.push_back({QStringLiteral("line %1").arg(++number), QString(line).replace(kLink, QStringLiteral("\\1"))});
    }
    return texts;
}

} // namespace

TEST_CASE("Chinese texts use one term per thing and full-width punctuation")
{
    const QString root = QStringLiteral(SIGNALBOX_RESOURCES);
    int files = 0;
    int counted = 0;
    QDirIterator all(root, QDir::Files, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        const auto texts = textsIn(path);
        files += texts.empty() ? 0 : 1;
        counted += static_cast<int>(texts.size());
        for (const Text& text : texts) {
            INFO(path.mid(root.size() + 1).toStdString() << ", " << text.where.toStdString() << ": " << text.words.toStdString());
            CHECK(problemOf(text.words).toStdString().empty());
        }
    }
    CHECK(files >= 9); // clients, translations and help topics
    CHECK(counted > 1500);
}

TEST_CASE("detects errors in a Chinese text")
{
    struct Row {
        const char* words;
        bool isWrong;
    };
    const auto row = GENERATE(values<Row>({
        {"供应商回答了：一切正常。", false},
        {"需要 VS Code 1.122 或更高版本，见 https://example.com/a?b=c", false},
        {"128,000 个 token", false},
        {"例如 model:x status:5xx", false},
        {"提供商", true},
        {"您的密钥", true},
        {"100 个令牌", true},
        {"正在运行,请重新启动", true},
        {"请重新启动:", true},
        {"完成.", true},
        {"设置(面板)", true},
        {"HTTP; 文件优先", true},
        {"选择\"模型\"", true},
    }));
    CAPTURE(row.words);
    CHECK(problemOf(QString::fromUtf8(row.words)).isEmpty() != row.isWrong);
}

TEST_CASE("marks every text that counts things for plural forms")
{
    // Sentences of the gateway have no numbers of things, and a rate has no singular.
    static const QRegularExpression kCounted(QStringLiteral("%\\d (?:more |input |output |other )?(?:attempts|characters|clients|consumers|days|entries|errors|events|fields|files|hits|hours|keys|lines|messages|minutes|models|"
                                                            "notices|prices|problems|providers|records|remarks|requests|routes|rows|rules|secrets|steps|targets|things|times|tokens|tools|versions|warnings)\\b(?!/s)"));
    QXmlStreamReader xml(bytesOf(QStringLiteral(SIGNALBOX_RESOURCES "/i18n/signalbox_zh_CN.ts")));
    bool isCounted = false;
    QString context;
    int sources = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QStringLiteral("message")) isCounted = xml.attributes().value(QStringLiteral("numerus")) == QStringLiteral("yes");
        if (xml.name() == QStringLiteral("name")) context = xml.readElementText();
        if (xml.name() != QStringLiteral("source")) continue;
        const QString source = xml.readElementText();
        ++sources;
        CAPTURE(context.toStdString(), source.toStdString());
        CHECK((isCounted || context == QStringLiteral("Configuration") || context == QStringLiteral("Error") || !kCounted.match(source).hasMatch()));
    }
    REQUIRE_FALSE(xml.hasError());
    CHECK(sources > 1500);
}

TEST_CASE("a Chinese sentence has the placeholders of the English one")
{
    static const QRegularExpression kPlace(QStringLiteral("%[1-9]"));
    const auto placesIn = [](const QString& words) {
        QStringList places;
        for (auto found = kPlace.globalMatch(words); found.hasNext();) places += found.next().captured();
        places.sort();
        places.removeDuplicates();
        return places;
    };
    QXmlStreamReader xml(bytesOf(QStringLiteral(SIGNALBOX_RESOURCES "/i18n/signalbox_zh_CN.ts")));
    QString context;
    QString source;
    std::map<QString, int> sentences;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        if (xml.name() == QStringLiteral("name")) context = xml.readElementText();
        if (xml.name() == QStringLiteral("source")) source = xml.readElementText();
        if (xml.name() != QStringLiteral("translation")) continue;
        const QString translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
        if (context != QStringLiteral("Error") && context != QStringLiteral("Configuration") && context != QStringLiteral("Doctor")) continue;
        ++sentences[context];
        CAPTURE(source.toStdString(), translation.toStdString());
        CHECK_FALSE(translation.isEmpty());
        // The failed database step is for the log: "(open)".
        const bool leavesStepOut = source.startsWith(QStringLiteral("The ledger %1 cannot be used (%2)"));
        CHECK(placesIn(translation) == placesIn(leavesStepOut ? QString(source).remove(QStringLiteral("%2")) : source));
    }
    REQUIRE_FALSE(xml.hasError());
    CHECK(sentences[QStringLiteral("Error")] > 300);
    CHECK(sentences[QStringLiteral("Configuration")] > 100);
    CHECK(sentences[QStringLiteral("Doctor")] > 100);
}
