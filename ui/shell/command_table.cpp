#include "command_table.h"

#include "main_window.h"
#include "shortcuts.h"

#include "gateway/host/updates/update_watch.h"
#include "ui/dialogs/program/keychain_dialog.h"
#include "ui/models/gateway_parts.h"
#include "ui/models/gateway_model.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace ui::shell {

namespace {

constexpr QKeyCombination kNoKeys = Qt::Key_unknown;

bool isRunning(MainWindow& window) { return window.context().model.canPause() && !window.context().model.isPaused(); }
bool isPaused(MainWindow& window) { return window.context().model.canPause() && window.context().model.isPaused(); }
bool isKeychainElsewhere(MainWindow& window) { return window.context().access.control().status().keychainMove.has_value(); }
bool isListening(MainWindow& window) { return !window.context().model.address().isEmpty(); }

template <const auto& value> void setTheme(MainWindow& window)
{
    window.changeLook([](gateway::config::UiSettings& ui) { ui.theme = value; });
}

template <const auto& value> void setLanguage(MainWindow& window)
{
    window.changeLook([](gateway::config::UiSettings& ui) { ui.language = value; });
}

template <const auto& room> void showRoom(MainWindow& window) { window.showSettings(QString::fromLatin1(room)); }

constexpr char kLight[] = "light";
constexpr char kDark[] = "dark";
constexpr char kSystem[] = "system";
constexpr char kEnglishName[] = "en";
constexpr char kChineseName[] = "zh_CN";
constexpr char kDoctor[] = "doctor";
constexpr char kAbout[] = "about";
constexpr char kLog[] = "log";
constexpr char kData[] = "data";
constexpr char kJson[] = "json";

constexpr Command kCommands[] = {
    {"copy_address", QT_TRANSLATE_NOOP("Commands", "Copy gateway address"), "base url endpoint openai 地址", "act-copy", kCopyAddressKeys, isListening,
        [](MainWindow& window) { window.copyAddress(); }},
    {"try_it", QT_TRANSLATE_NOOP("Commands", "Try it"), "chat ask talk model 试用 对话", "nav-try", kTryKeys, nullptr, [](MainWindow& window) { window.tryIt(); }},
    {"test_request", QT_TRANSLATE_NOOP("Commands", "Send test request"), "try ping check 测试", "nav-try", kNoKeys, nullptr,
        [](MainWindow& window) { window.sendTestRequest(); }},
    {"pause", QT_TRANSLATE_NOOP("Commands", "Pause gateway"), "stop halt 暂停", "act-pause", kPauseKeys, isRunning,
        [](MainWindow& window) { window.togglePause(); }},
    {"resume", QT_TRANSLATE_NOOP("Commands", "Resume gateway"), "start continue 继续", "act-play", kPauseKeys, isPaused,
        [](MainWindow& window) { window.togglePause(); }},
    {"add_provider", QT_TRANSLATE_NOOP("Commands", "Add provider"), "new account key 添加 供应商", "act-add", kNoKeys, nullptr,
        [](MainWindow& window) { window.addProvider(); }},
    {"test_providers", QT_TRANSLATE_NOOP("Commands", "Test all providers"), "probe check 测试", "act-refresh", kNoKeys, nullptr,
        [](MainWindow& window) { window.testProviders(); }},
    {"add_limit", QT_TRANSLATE_NOOP("Commands", "Add limit"), "new policy budget quota rate spend tokens 添加 限额 策略", "nav-policies", kNoKeys, nullptr,
        [](MainWindow& window) { window.addLimit(); }},
    {"compare_bill", QT_TRANSLATE_NOOP("Commands", "Compare with bill"), "invoice vendor csv cost 账单 对账 费用", "nav-usage", kNoKeys, nullptr,
        [](MainWindow& window) { window.compareWithBill(); }},
    {"read_keys", QT_TRANSLATE_NOOP("Commands", "Reload all keys"), "keychain unlock refresh 密钥 钥匙串", "act-key", kNoKeys, nullptr,
        [](MainWindow& window) { window.context().access.secrets().refreshKeys(); }},
    {"use_keychain", QT_TRANSLATE_NOOP("Commands", "Switch to this keychain"), "kwallet keyring secret service 钥匙串 密钥", "act-key", kNoKeys, isKeychainElsewhere,
        [](MainWindow& window) { dialogs::KeychainDialog::ask(window.context().access, window); }},
    {"undo", QT_TRANSLATE_NOOP("Commands", "Undo last change"), "take back revert configuration 撤销 还原", "act-undo", kUndoKeys, nullptr,
        [](MainWindow& window) { window.undo(); }},
    {"redo", QT_TRANSLATE_NOOP("Commands", "Redo"), "again configuration 重做", "act-redo", kRedoKeys, nullptr,
        [](MainWindow& window) { window.redo(); }},
    {"backup", QT_TRANSLATE_NOOP("Commands", "Export or import backup"), "save restore versions history 备份 导出 导入 历史", "act-export", kNoKeys, nullptr, showRoom<kData>},
    {"json", QT_TRANSLATE_NOOP("Commands", "Edit configuration as JSON"), "file text diff 配置 编辑", "act-edit", kNoKeys, nullptr, showRoom<kJson>},
    {"doctor", QT_TRANSLATE_NOOP("Commands", "Run diagnostics"), "doctor diagnose problem check 诊断 医生", "status-ok", kNoKeys, nullptr, showRoom<kDoctor>},
    {"copy_diagnostics", QT_TRANSLATE_NOOP("Commands", "Copy diagnostics"), "report bug versions support 诊断", "act-copy", kNoKeys, nullptr,
        [](MainWindow& window) { window.copyDiagnostics(); }},
    {"check_updates", QT_TRANSLATE_NOOP("Commands", "Check for updates"), "upgrade newer version 更新 升级 版本", "act-refresh", kNoKeys, nullptr,
        [](MainWindow& window) {
            window.context().access.diagnosis().updates().look();
            window.showSettings(QString::fromLatin1(kAbout));
        }},
    {"help", QT_TRANSLATE_NOOP("Commands", "Help for this page"), "manual documentation f1 帮助", "act-next", kHelpKey, nullptr,
        [](MainWindow& window) { window.showHelp(window.currentPage()); }},
    {"help_contents", QT_TRANSLATE_NOOP("Commands", "Help contents"), "manual documentation 帮助 目录", "act-next", kNoKeys, nullptr,
        [](MainWindow& window) { window.showHelp(QStringLiteral("index")); }},
    {"log", QT_TRANSLATE_NOOP("Commands", "Show log"), "messages lines 日志", "nav-requests", kNoKeys, nullptr, showRoom<kLog>},
    {"about", QT_TRANSLATE_NOOP("Commands", "About Signalbox"), "version licence memory 版本 许可 关于", "nav-overview", kNoKeys, nullptr, showRoom<kAbout>},
    {"first_run", QT_TRANSLATE_NOOP("Commands", "Run setup wizard"), "wizard first run begin 向导 设置", "nav-settings", kNoKeys, nullptr,
        [](MainWindow& window) { window.openFirstRun(); }},
    {"open_config", QT_TRANSLATE_NOOP("Commands", "Open configuration folder"), "config.json file path 配置 文件夹", "act-export", kNoKeys, nullptr,
        [](MainWindow& window) { window.openFolder(QFileInfo(window.context().access.configuration().configFile()).path()); }},
    {"open_data", QT_TRANSLATE_NOOP("Commands", "Open data folder"), "ledger file path 数据 文件夹", "act-export", kNoKeys, nullptr,
        [](MainWindow& window) { window.openFolder(window.context().access.control().dataDir()); }},
    {"open_log", QT_TRANSLATE_NOOP("Commands", "Open log folder"), "file path 日志 文件夹", "act-export", kNoKeys, nullptr,
        [](MainWindow& window) { window.openFolder(QFileInfo(window.context().access.diagnosis().logFile()).path()); }},
    {"theme_light", QT_TRANSLATE_NOOP("Commands", "Light theme"), "appearance bright 浅色 主题", "nav-settings", kNoKeys, nullptr, setTheme<kLight>},
    {"theme_dark", QT_TRANSLATE_NOOP("Commands", "Dark theme"), "appearance night 深色 主题", "nav-settings", kNoKeys, nullptr, setTheme<kDark>},
    {"theme_system", QT_TRANSLATE_NOOP("Commands", "System theme"), "appearance automatic 跟随系统 主题", "nav-settings", kNoKeys, nullptr, setTheme<kSystem>},
    // A language is found by its own name, whatever the window's language is.
    {"language_en", QT_TRANSLATE_NOOP("Commands", "Language: English"), "english 英文 英语", "nav-settings", kNoKeys, nullptr, setLanguage<kEnglishName>},
    {"language_zh", QT_TRANSLATE_NOOP("Commands", "Language: Chinese"), "chinese simplified 简体中文 中文", "nav-settings", kNoKeys, nullptr, setLanguage<kChineseName>},
    {"language_system", QT_TRANSLATE_NOOP("Commands", "System language"), "automatic 跟随系统 语言", "nav-settings", kNoKeys, nullptr, setLanguage<kSystem>},
    {"close", QT_TRANSLATE_NOOP("Commands", "Close window"), "hide tray 关闭", "act-close", kCloseKeys, nullptr, [](MainWindow& window) { window.close(); }},
    {"quit", QT_TRANSLATE_NOOP("Commands", "Quit Signalbox"), "exit end stop 退出", "act-close", kQuitKeys, nullptr, [](MainWindow& window) { window.quit(); }},
};

} // namespace

std::span<const Command> commandTable() { return kCommands; }

QString commandTitle(const Command& command) { return QCoreApplication::translate("Commands", command.title); }

QString commandKeys(const Command& command)
{
    return command.keys == kNoKeys ? QString() : QKeySequence(command.keys).toString(QKeySequence::NativeText);
}

} // namespace ui::shell
