<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Formatter</name>
    <message>
        <source>%1 B</source>
        <translation>%1 B</translation>
    </message>
    <message>
        <source>%1 M</source>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 k</source>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>inside a sentence</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <comment>inside a sentence</comment>
        <translation>%1 分钟</translation>
    </message>
    <message>
        <source>%1 h</source>
        <comment>inside a sentence</comment>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 token/秒</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>day of the year</comment>
        <extracomment>%1 is the day, %2 the month: its name in English, its number in Chinese</extracomment>
        <translation>%2 月 %1 日</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day and time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n 天前</numerusform>
        </translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>a month</comment>
        <extracomment>%1 is the name of the month, %2 the year</extracomment>
        <translation>%2 年 %1</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
</context>
<context>
    <name>ProviderDraft</name>
    <message>
        <source>Letters, digits, - _ and . only</source>
        <translation>只能用字母、数字、- _ 和 .</translation>
    </message>
    <message>
        <source>There is a key of this name already</source>
        <translation>已有同名的密钥</translation>
    </message>
    <message>
        <source>Paste the key here</source>
        <translation>在此粘贴密钥</translation>
    </message>
    <message>
        <source>The name of a variable, such as DEEPSEEK_API_KEY</source>
        <translation>变量名，例如 DEEPSEEK_API_KEY</translation>
    </message>
    <message>
        <source>The whole path of a file that only you can read</source>
        <translation>只有你能读取的文件的完整路径</translation>
    </message>
    <message>
        <source>A name is needed</source>
        <translation>需要一个名称</translation>
    </message>
    <message>
        <source>There is a provider of this name already</source>
        <translation>已有同名的供应商</translation>
    </message>
    <message>
        <source>An address is needed, such as http://127.0.0.1:8000/v1</source>
        <translation>需要一个地址，例如 http://127.0.0.1:8000/v1</translation>
    </message>
    <message>
        <source>Not an address: it begins with http:// or https://</source>
        <translation>不是有效地址：应以 http:// 或 https:// 开头</translation>
    </message>
    <message>
        <source>The address needs it</source>
        <translation>地址中要用到它</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and try again, or keep the key in an environment variable or a file</source>
        <translation>钥匙串已锁定。解锁后重试，或把密钥放在环境变量或文件里</translation>
    </message>
    <message>
        <source>There is no keychain here. Keep the key in an environment variable or a file</source>
        <translation>这里没有钥匙串。把密钥放在环境变量或文件里</translation>
    </message>
    <message>
        <source>The keychain refused to store the key. Allow it, or keep the key in an environment variable or a file</source>
        <translation>钥匙串拒绝保存密钥。允许访问，或把密钥放在环境变量或文件里</translation>
    </message>
    <message>
        <source>The keychain does not answer. It may be waiting for its password in another window</source>
        <translation>钥匙串没有响应，它可能正在另一个窗口中等待输入密码</translation>
    </message>
    <message>
        <source>A key is one line. Copy it again, without the line break in it</source>
        <translation>密钥只有一行。请重新复制，不要带上其中的换行</translation>
    </message>
    <message>
        <source>At most %1 characters</source>
        <translation>最多 %1 个字符</translation>
    </message>
    <message>
        <source>This name cannot be used</source>
        <translation>此名称不可用</translation>
    </message>
    <message>
        <source>This address cannot be used</source>
        <translation>此地址不可用</translation>
    </message>
    <message>
        <source>This key cannot be used</source>
        <translation>此密钥不可用</translation>
    </message>
    <message>
        <source>This value cannot be used</source>
        <translation>此值不可用</translation>
    </message>
</context>
<context>
    <name>app::DesktopSession</name>
    <message>
        <source>Signalbox is still running in the tray</source>
        <translation>Signalbox 仍在托盘中运行</translation>
    </message>
    <message>
        <source>Tools keep reaching it. To end it, choose Quit in its menu.</source>
        <translation>各种工具仍可访问它。要结束它，请在其菜单中选择“退出”。</translation>
    </message>
</context>
<context>
    <name>app::TrayMenu</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Open Signalbox</source>
        <translation>打开 Signalbox</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>OpenAI (ends in /v1)</source>
        <translation>OpenAI（以 /v1 结尾）</translation>
    </message>
    <message>
        <source>Anthropic (no /v1)</source>
        <translation>Anthropic（不带 /v1）</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n 个进行中</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::charts::LiveChart</name>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Tokens per second in the last minute</source>
        <translation>最近一分钟每秒的 token 数</translation>
    </message>
</context>
<context>
    <name>ui::charts::SeriesChart</name>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>ui::charts::SeriesTable</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
</context>
<context>
    <name>ui::charts::ThroughputPlot</name>
    <message>
        <source>No tokens in the last minute</source>
        <translation>最近一分钟没有 token</translation>
    </message>
    <message>
        <source>Input tokens/s</source>
        <translation>输入 token/秒</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
</context>
<context>
    <name>ui::charts::ThroughputTable</name>
    <message>
        <source>Second</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Output tokens/s</source>
        <translation>输出 token/秒</translation>
    </message>
    <message>
        <source>Reasoning tokens/s</source>
        <translation>推理 token/秒</translation>
    </message>
    <message>
        <source>Input tokens/s</source>
        <translation>输入 token/秒</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::AddKeyDialog</name>
    <message>
        <source>Add key</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Keys share the requests by their weights; 0 is only used when the others fail</source>
        <translation>各密钥按权重分担请求；权重为 0 的只在其他密钥失败时使用</translation>
    </message>
    <message>
        <source>Add a key for %1</source>
        <translation>为 %1 添加密钥</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::AddProviderDialog</name>
    <message>
        <source>Add a provider</source>
        <translation>添加供应商</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Search by name or model</source>
        <translation>按名称或模型搜索</translation>
    </message>
    <message>
        <source>Providers of the catalogue</source>
        <translation>目录中的供应商</translation>
    </message>
    <message>
        <source>%1 providers</source>
        <translation>%1 个供应商</translation>
    </message>
    <message>
        <source>%1 of %2 match “%3”</source>
        <translation>%2 个中有 %1 个匹配“%3”</translation>
    </message>
    <message>
        <source>No provider matches “%1”</source>
        <translation>没有供应商匹配“%1”</translation>
    </message>
    <message>
        <source>Any server that speaks OpenAI’s protocol can be added as “OpenAI compatible”</source>
        <translation>任何使用 OpenAI 协议的服务器都可以作为“OpenAI compatible”添加</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再次测试</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::EditProviderDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再次测试</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::FailureClassDialog</name>
    <message>
        <source>After “%1”</source>
        <comment>a class of failures</comment>
        <translation>遇到“%1”之后</translation>
    </message>
    <message>
        <source>Save class</source>
        <translation>保存类别</translation>
    </message>
    <message>
        <source>As built in (%1)</source>
        <translation>内置（%1）</translation>
    </message>
    <message>
        <source>a time of its own</source>
        <translation>自定时长</translation>
    </message>
    <message>
        <source>How many failures those are, the provider’s key failover says</source>
        <translation>失败多少次才算，由该供应商的密钥切换设置（key_failover）决定</translation>
    </message>
    <message>
        <source>Where the provider does not say how long; twice as long with each rest in a row</source>
        <translation>用于供应商未说明时长时；连续休息时每次加倍</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>随后</translation>
    </message>
    <message>
        <source>What rests</source>
        <translation>休息对象</translation>
    </message>
    <message>
        <source>When</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>At first for</source>
        <translation>起始时长</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时长</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::FailureRuleDialog</name>
    <message>
        <source>Add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Save rule</source>
        <translation>保存规则</translation>
    </message>
    <message>
        <source>Add a failure rule</source>
        <translation>添加失败规则</translation>
    </message>
    <message>
        <source>Edit “%1”</source>
        <translation>编辑“%1”</translation>
    </message>
    <message>
        <source>every provider</source>
        <translation>所有供应商</translation>
    </message>
    <message>
        <source>one a line; any of them is enough</source>
        <translation>每行一个，出现任意一个即可</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>判定为</translation>
    </message>
    <message>
        <source>Statuses</source>
        <translation>状态码</translation>
    </message>
    <message>
        <source>Words in the answer</source>
        <translation>回答中的词</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>What rests</source>
        <translation>休息对象</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::KeyFields</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>System keychain</source>
        <translation>系统钥匙串</translation>
    </message>
    <message>
        <source>Environment variable</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>保存在</translation>
    </message>
    <message>
        <source>stored; type to replace it</source>
        <translation>已保存；输入新密钥即可替换</translation>
    </message>
    <message>
        <source>paste the key here</source>
        <translation>在此粘贴密钥</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>File with the key</source>
        <translation>存放密钥的文件</translation>
    </message>
    <message>
        <source>optional</source>
        <comment>key</comment>
        <translation>可选</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::LookFields</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ProviderForm</name>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>first token after %1</source>
        <translation>首 token 用时 %1</translation>
    </message>
    <message>
        <source>The key works</source>
        <translation>密钥可用</translation>
    </message>
    <message>
        <source>It answers</source>
        <translation>有应答</translation>
    </message>
    <message>
        <source>The key works: %1</source>
        <translation>密钥可用：%1</translation>
    </message>
    <message>
        <source>It answers: %1</source>
        <translation>有应答：%1</translation>
    </message>
    <message>
        <source>Get a key on the provider’s site</source>
        <translation>到供应商网站获取密钥</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>speaks %1</source>
        <translation>使用 %1 协议</translation>
    </message>
    <message>
        <source>prices of %1</source>
        <translation>价格截至 %1</translation>
    </message>
    <message>
        <source>Choose a provider in the list</source>
        <translation>在列表中选择一个供应商</translation>
    </message>
    <message>
        <source>Sending one small request…</source>
        <translation>正在发送一个小请求…</translation>
    </message>
    <message>
        <source>Storing the key…</source>
        <translation>正在保存密钥…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
</context>
<context>
    <name>ui::models::CatalogListModel</name>
    <message>
        <source>Global</source>
        <translation>国际</translation>
    </message>
    <message>
        <source>China</source>
        <translation>中国</translation>
    </message>
    <message>
        <source>Aggregator</source>
        <translation>聚合平台</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Any address</source>
        <translation>任意地址</translation>
    </message>
    <message>
        <source>has %1</source>
        <comment>names of models</comment>
        <translation>有 %1</translation>
    </message>
    <message numerus="yes">
        <source>has %n models with “%1”</source>
        <extracomment>%n models whose names hold the text %1</extracomment>
        <translation>
            <numerusform>有 %n 个含“%1”的模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
</context>
<context>
    <name>ui::models::EventModel</name>
    <message>
        <source>%1: key “%2” is missing</source>
        <translation>%1：缺少密钥“%2”</translation>
    </message>
    <message>
        <source>%1: the keychain with key “%2” is locked</source>
        <translation>%1：存放密钥“%2”的钥匙串已锁定</translation>
    </message>
    <message>
        <source>%1: there is no keychain for key “%2”</source>
        <translation>%1：没有可读取密钥“%2”的钥匙串</translation>
    </message>
    <message>
        <source>%1: key “%2” may not be read</source>
        <translation>%1：不允许读取密钥“%2”</translation>
    </message>
    <message>
        <source>%1: the keychain does not answer for key “%2”</source>
        <translation>%1：读取密钥“%2”时钥匙串没有响应</translation>
    </message>
    <message>
        <source>Moved to %1</source>
        <translation>已切换到 %1</translation>
    </message>
    <message>
        <source>%1: %2, moved to another of its models</source>
        <translation>%1：%2，已改用它的另一个模型</translation>
    </message>
    <message>
        <source>%1: %2, moved to %3</source>
        <translation>%1：%2，已切换到 %3</translation>
    </message>
    <message>
        <source>%1 answers “%2” again</source>
        <translation>%1 重新为“%2”应答</translation>
    </message>
    <message>
        <source>A request was not answered: %1</source>
        <translation>有一个请求未得到回答：%1</translation>
    </message>
    <message>
        <source>“%1” was not answered: %2</source>
        <translation>“%1”未得到应答：%2</translation>
    </message>
    <message>
        <source>“%1” was not answered, %2: %3</source>
        <translation>“%1”未得到应答，%2：%3</translation>
    </message>
    <message>
        <source>%1: the key was rejected (%2)</source>
        <translation>%1：密钥被拒绝（%2）</translation>
    </message>
    <message>
        <source>%1: key “%2” was rejected (%3)</source>
        <translation>%1：密钥“%2”被拒绝（%3）</translation>
    </message>
    <message>
        <source>%1: key “%2” is ready</source>
        <translation>%1：密钥“%2”已就绪</translation>
    </message>
    <message>
        <source>%1 was seen for the first time</source>
        <translation>首次见到 %1</translation>
    </message>
    <message>
        <source>%1 (%2 times)</source>
        <translation>%1（%2 次）</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>The port is taken</source>
        <translation>端口被占用</translation>
    </message>
    <message>
        <source>The configuration file has a mistake</source>
        <translation>配置文件有错误</translation>
    </message>
    <message>
        <source>The gateway has a problem</source>
        <translation>网关出现问题</translation>
    </message>
</context>
<context>
    <name>ui::models::ExplanationText</name>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>No route takes it</source>
        <translation>没有路由接收它</translation>
    </message>
    <message>
        <source>priority %1</source>
        <translation>优先级 %1</translation>
    </message>
    <message>
        <source>weight %1, %2</source>
        <comment>%2: how targets share</comment>
        <translation>权重 %1，%2</translation>
    </message>
    <message>
        <source>no route matches, and this provider has the model</source>
        <translation>没有匹配的路由，此供应商有该模型</translation>
    </message>
    <message>
        <source>price not known</source>
        <translation>价格未知</translation>
    </message>
    <message>
        <source>%1 in, %2 out per million tokens</source>
        <translation>每百万 token 输入 %1，输出 %2</translation>
    </message>
    <message>
        <source>answered this conversation before</source>
        <translation>之前回答过此对话</translation>
    </message>
    <message>
        <source>about %1 tokens of this conversation would be read anew</source>
        <translation>此对话约 %1 token 需重新读取</translation>
    </message>
    <message>
        <source>about %1 tokens of this conversation would be read anew, for %2 more than from a cache</source>
        <translation>此对话约 %1 token 需重新读取，比走缓存多花 %2</translation>
    </message>
    <message>
        <source>Attempts, in this order</source>
        <translation>依次尝试</translation>
    </message>
    <message>
        <source>key “%1”</source>
        <translation>密钥“%1”</translation>
    </message>
    <message>
        <source>None can be made</source>
        <translation>无法尝试任何目标</translation>
    </message>
    <message>
        <source>being tried again after: %1</source>
        <translation>正在重新试用，此前：%1</translation>
    </message>
    <message>
        <source>rests until %1 after: %2</source>
        <translation>休息到 %1，原因：%2</translation>
    </message>
    <message>
        <source>Passed over</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>After a failure</source>
        <translation>失败之后</translation>
    </message>
    <message>
        <source>The client would be told</source>
        <translation>客户端会收到</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>你好</translation>
    </message>
</context>
<context>
    <name>ui::models::FailureClassListModel</name>
    <message>
        <source>changed by you</source>
        <translation>已由你更改</translation>
    </message>
    <message>
        <source>built in: %1</source>
        <translation>内置：%1</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>随后</translation>
    </message>
    <message>
        <source>Rests</source>
        <translation>休息对象</translation>
    </message>
    <message>
        <source>When, for how long</source>
        <translation>何时，多久</translation>
    </message>
</context>
<context>
    <name>ui::models::FailureRuleDraft</name>
    <message>
        <source>A name is needed</source>
        <translation>需要一个名称</translation>
    </message>
    <message>
        <source>There is a rule of this name already</source>
        <translation>已有同名的规则</translation>
    </message>
    <message>
        <source>“%1” is no HTTP status: 100 to 599, or 4xx for all of a hundred</source>
        <translation>“%1”不是 HTTP 状态码：应为 100 到 599，或用 4xx 表示整个百位段</translation>
    </message>
    <message>
        <source>Statuses or words are needed, else the rule would fit every answer</source>
        <translation>需要状态码或词，否则此规则会适用于所有回答</translation>
    </message>
    <message>
        <source>This value cannot be used</source>
        <translation>此值不可用</translation>
    </message>
</context>
<context>
    <name>ui::models::FailureRuleListModel</name>
    <message>
        <source>every provider</source>
        <translation>所有供应商</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>It is</source>
        <translation>判定为</translation>
    </message>
    <message>
        <source>Where the answer has</source>
        <translation>当回答中有</translation>
    </message>
    <message>
        <source>Rests</source>
        <translation>休息</translation>
    </message>
</context>
<context>
    <name>ui::models::GatewayModel</name>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>On fallback</source>
        <translation>备用中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>No provider yet</source>
        <translation>还没有供应商</translation>
    </message>
    <message>
        <source>No usable provider</source>
        <translation>没有可用的供应商</translation>
    </message>
    <message>
        <source>Port taken</source>
        <translation>端口被占用</translation>
    </message>
    <message>
        <source>Configuration error</source>
        <translation>配置有误</translation>
    </message>
    <message>
        <source>Not running</source>
        <translation>未运行</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>waiting for requests</source>
        <translation>等待请求</translation>
    </message>
    <message numerus="yes">
        <source>%n active</source>
        <translation>
            <numerusform>%n 个进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>reading keys and opening ports</source>
        <translation>正在读取密钥并打开端口</translation>
    </message>
    <message>
        <source>%1 · %2 by %3</source>
        <comment>requests under way, model name, provider</comment>
        <translation>%1 · %2 由 %3 服务</translation>
    </message>
    <message numerus="yes">
        <source>%n still active</source>
        <translation>
            <numerusform>仍有 %n 个进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>requests are turned away</source>
        <translation>新请求会被拒绝</translation>
    </message>
    <message>
        <source>the demo provider answers</source>
        <translation>由演示供应商应答</translation>
    </message>
    <message>
        <source>see Providers for the reason</source>
        <translation>原因见“供应商”页</translation>
    </message>
    <message>
        <source>the last good configuration holds</source>
        <translation>仍使用上一份有效配置</translation>
    </message>
</context>
<context>
    <name>ui::models::InFlightModel</name>
    <message>
        <source>unknown client</source>
        <translation>未知客户端</translation>
    </message>
    <message>
        <source>looking for a provider</source>
        <translation>正在寻找供应商</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>fallback, %1</source>
        <translation>备用，%1</translation>
    </message>
    <message>
        <source>fallback</source>
        <translation>备用</translation>
    </message>
    <message>
        <source>has this model</source>
        <translation>有此模型</translation>
    </message>
    <message>
        <source>first choice</source>
        <translation>首选</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>由谁服务</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>token/秒</translation>
    </message>
    <message>
        <source>Running for</source>
        <translation>已用时</translation>
    </message>
    <message>
        <source>Signalbox itself</source>
        <translation>Signalbox 自身</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>provider and why it did not answer</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有应答</translation>
    </message>
</context>
<context>
    <name>ui::models::KeyMeterText</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Input tokens</source>
        <translation>输入 token</translation>
    </message>
    <message>
        <source>Output tokens</source>
        <translation>输出 token</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>what is left of a limit</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>as of %1</source>
        <comment>a time</comment>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Balance and limits</source>
        <translation>余额与限额</translation>
    </message>
    <message>
        <source>no answer has told them yet</source>
        <translation>尚无应答给出这些数值</translation>
    </message>
</context>
<context>
    <name>ui::models::LogModel</name>
    <message>
        <source>Debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>ui::models::ProviderListModel</name>
    <message>
        <source>unknown type</source>
        <translation>未知类型</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Reading keys</source>
        <translation>正在读取密钥</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Key rejected</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <source>Rate limited</source>
        <translation>被限流</translation>
    </message>
    <message>
        <source>Balance used up</source>
        <translation>余额已用完</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Too slow</source>
        <translation>响应过慢</translation>
    </message>
    <message>
        <source>Last request failed</source>
        <translation>上次请求失败</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>正在测试</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>未设置好</translation>
    </message>
    <message>
        <source>Not used yet</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>Disabled: no request goes there</source>
        <translation>已停用：不会有请求发往那里</translation>
    </message>
    <message>
        <source>Its keys are being read</source>
        <translation>正在读取它的密钥</translation>
    </message>
    <message>
        <source>Ready. No request has gone there yet</source>
        <translation>已就绪，还没有请求发往那里</translation>
    </message>
    <message>
        <source>Answered %1</source>
        <translation>上次应答：%1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>state, reason, how long ago</comment>
        <translation>%1：%2，%3</translation>
    </message>
    <message>
        <source>Key “%1”: %2, %3</source>
        <comment>name, reason, how long ago</comment>
        <translation>密钥“%1”：%2，%3</translation>
    </message>
    <message>
        <source>Testing with a real request…</source>
        <translation>正在用真实请求测试…</translation>
    </message>
    <message>
        <source>Not tested yet</source>
        <translation>尚未测试</translation>
    </message>
    <message>
        <source>Tested %1: %2</source>
        <translation>%1测试：%2</translation>
    </message>
    <message>
        <source>Tested %1: answered</source>
        <translation>%1测试：有应答</translation>
    </message>
    <message>
        <source>Tested %1: answered in %2</source>
        <translation>%1测试：%2 内应答</translation>
    </message>
    <message>
        <source>none</source>
        <comment>key</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>not needed</source>
        <comment>key</comment>
        <translation>不需要</translation>
    </message>
    <message>
        <source>environment</source>
        <comment>key</comment>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>file</source>
        <comment>key</comment>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n stored</source>
        <translation>
            <numerusform>已保存 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n 个密钥</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>reason, how long ago</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Median time until the first token, of the last %1 answers</source>
        <translation>最近 %1 次应答的首 token 用时中位数</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>最近的错误</translation>
    </message>
    <message>
        <source>There is no provider type called “%1”</source>
        <translation>没有名为“%1”的供应商类型</translation>
    </message>
    <message>
        <source>“%1” is missing. Give it under Edit</source>
        <translation>缺少“%1”。请在“编辑”中填写</translation>
    </message>
    <message>
        <source>It has no address that can be used. Give it under Edit</source>
        <translation>没有可用的地址。请在“编辑”中填写</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>state, how long ago</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>reading</source>
        <comment>key</comment>
        <translation>读取中</translation>
    </message>
    <message>
        <source>disabled</source>
        <comment>key</comment>
        <translation>已停用</translation>
    </message>
    <message>
        <source>rejected</source>
        <comment>key</comment>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>%1 of %2 usable</source>
        <comment>keys</comment>
        <translation>%2 个中 %1 个可用</translation>
    </message>
    <message>
        <source>no balance</source>
        <comment>key</comment>
        <translation>余额用尽</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>state of a key, HTTP status</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>TLS not checked</source>
        <translation>不检查证书</translation>
    </message>
    <message>
        <source>Resting</source>
        <translation>暂停使用</translation>
    </message>
    <message>
        <source>resting</source>
        <comment>key</comment>
        <translation>暂停使用</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more</source>
        <comment>a sentence</comment>
        <translation>
            <numerusform>%1，另有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::RequestCurl</name>
    <message>
        <source>Hello</source>
        <translation>你好</translation>
    </message>
</context>
<context>
    <name>ui::models::RequestFacts</name>
    <message>
        <source>%1 after %2</source>
        <extracomment>%1 is why an attempt failed: &quot;429&quot;; %2 a duration</extracomment>
        <translation>%2 后 %1</translation>
    </message>
    <message>
        <source>another one was sooner</source>
        <translation>另一个更快</translation>
    </message>
    <message>
        <source>cancelled by client</source>
        <translation>客户端已取消</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Fresh input</source>
        <translation>新输入</translation>
    </message>
    <message>
        <source>Cached read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Counted</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>by the provider</source>
        <translation>供应商报告</translation>
    </message>
    <message>
        <source>here, estimated</source>
        <translation>本地估算</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>by %1</source>
        <comment>the source of a price and its date</comment>
        <translation>按 %1</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>请求编号</translation>
    </message>
    <message>
        <source>Stored text</source>
        <translation>保存的文本</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Why: no answer from %1, so %2 answered.</source>
        <extracomment>%1 lists providers with their errors, %2 is a provider</extracomment>
        <translation>原因：%1 没有回答，所以由 %2 回答。</translation>
    </message>
    <message>
        <source>Why: Signalbox answered by itself.</source>
        <translation>原因：由 Signalbox 自己回答。</translation>
    </message>
    <message>
        <source>Why: the first choice was passed over, so %1 answered.</source>
        <translation>原因：跳过了首选，所以由 %1 回答。</translation>
    </message>
    <message>
        <source>Why: no route matches, and %1 has this model.</source>
        <translation>原因：没有匹配的路由，而 %1 有这个模型。</translation>
    </message>
    <message>
        <source>Why: %1 is the first choice of route “%2”.</source>
        <translation>原因：%1 是路由“%2”的首选。</translation>
    </message>
    <message>
        <source>Why: no answer from %1, and no other target was left.</source>
        <translation>原因：%1 没有回答，也没有其他目标可用。</translation>
    </message>
    <message>
        <source>Why: %1.</source>
        <translation>原因：%1。</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>原因：%1</translation>
    </message>
    <message>
        <source>here, as the model does</source>
        <translation>本地按模型计数</translation>
    </message>
    <message>
        <source>reported by the provider</source>
        <translation>供应商报告</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>until %1</source>
        <comment>a day and a time</comment>
        <translation>保存到 %1</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>跟踪</translation>
    </message>
</context>
<context>
    <name>ui::models::RequestListModel</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <comment>of one conversation</comment>
        <translation>
            <numerusform>%n 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, estimated</source>
        <translation>%1，估算</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Asked for</source>
        <translation>请求的模型</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>由谁回答</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>looking for a provider</source>
        <translation>正在寻找供应商</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>streaming</source>
        <translation>输出中</translation>
    </message>
</context>
<context>
    <name>ui::models::RequestText</name>
    <message>
        <source>%1, %2</source>
        <comment>short day and time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>cancelled by client</source>
        <translation>客户端已取消</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>%1 after fallback</source>
        <extracomment>%1 is the HTTP status</extracomment>
        <translation>%1（备用）</translation>
    </message>
</context>
<context>
    <name>ui::models::RouteListModel</name>
    <message>
        <source>On</source>
        <comment>route</comment>
        <translation>开启</translation>
    </message>
    <message>
        <source>Off</source>
        <comment>route</comment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Targets, in order</source>
        <translation>目标（按顺序）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>ui::models::ServingModel</name>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>no usable key</source>
        <translation>没有可用的密钥</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>未设置好</translation>
    </message>
    <message>
        <source>has this model</source>
        <translation>有此模型</translation>
    </message>
    <message>
        <source>first choice</source>
        <translation>首选</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>fallback</source>
        <translation>备用</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>provider and why it does not answer</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>fallback for %1</source>
        <translation>%1 的备用</translation>
    </message>
    <message>
        <source>fallback, %1: %2</source>
        <translation>备用，%1：%2</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>由谁服务</translation>
    </message>
    <message>
        <source>first choice, not used lately</source>
        <translation>首选，近来未使用</translation>
    </message>
</context>
<context>
    <name>ui::models::UsageSpan</name>
    <message>
        <source>%1, %2 to %3</source>
        <comment>a day and two times</comment>
        <translation>%1 %2 至 %3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day of the week, day</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>by hour</source>
        <translation>按小时</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>按天</translation>
    </message>
    <message>
        <source>by month</source>
        <translation>按月</translation>
    </message>
</context>
<context>
    <name>ui::models::UsageTableModel</name>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>By provider</source>
        <translation>按供应商</translation>
    </message>
    <message>
        <source>By consumer</source>
        <translation>按使用者</translation>
    </message>
    <message>
        <source>By client</source>
        <translation>按客户端</translation>
    </message>
    <message>
        <source>By program</source>
        <translation>按程序</translation>
    </message>
    <message>
        <source>By key</source>
        <translation>按密钥</translation>
    </message>
    <message>
        <source>By token kind</source>
        <translation>按 token 种类</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no model, route or key</comment>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) without a known price</source>
        <translation>
            <numerusform>%n 个请求价格未知</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of it reasoning</source>
        <translation>其中推理 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) whose tokens nobody reported</source>
        <translation>
            <numerusform>%n 个请求没有报告 token</numerusform>
        </translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Fresh input</source>
        <translation>新输入</translation>
    </message>
    <message>
        <source>Cached read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>p50 first</source>
        <translation>首 p50</translation>
    </message>
    <message>
        <source>p95 first</source>
        <translation>首 p95</translation>
    </message>
    <message>
        <source>p99 first</source>
        <translation>首 p99</translation>
    </message>
    <message>
        <source>p50 whole</source>
        <translation>全程 p50</translation>
    </message>
    <message>
        <source>p95 whole</source>
        <translation>全程 p95</translation>
    </message>
    <message>
        <source>p99 whole</source>
        <translation>全程 p99</translation>
    </message>
    <message>
        <source>From cache</source>
        <translation>来自缓存</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>备用</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
</context>
<context>
    <name>ui::models::VerdictText</name>
    <message>
        <source>No rule: the status alone decided</source>
        <translation>没有规则：仅由状态码决定</translation>
    </message>
    <message>
        <source>your own</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>It is taken for</source>
        <translation>判定为</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>后续处理</translation>
    </message>
    <message>
        <source>The client gets this answer: no key, model or provider is to blame, and nothing else is tried</source>
        <translation>客户端会收到此回答：与密钥、模型和供应商无关，不再尝试其他目标</translation>
    </message>
    <message>
        <source>The provider says: not before %1, in %2</source>
        <translation>供应商要求：%1 之后再试，还有 %2</translation>
    </message>
</context>
<context>
    <name>ui::pages::AttemptWaterfall</name>
    <message>
        <source>%1, %2, from %3: %4</source>
        <translation>%1，%2，从 %3 起：%4</translation>
    </message>
    <message>
        <source>%1, %2, from %3, first token at %4: %5</source>
        <translation>%1，%2，从 %3 起，首 token 在 %4：%5</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
</context>
<context>
    <name>ui::pages::ExplainPanel</name>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>what would become of a request; nothing is sent</source>
        <translation>一个请求会怎样处理；不会发送任何内容</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Request, as JSON</source>
        <translation>请求（JSON）</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>使用者</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>解释结果</translation>
    </message>
    <message>
        <source>none, without a key</source>
        <translation>无，不带密钥</translation>
    </message>
</context>
<context>
    <name>ui::pages::FailureClassesCard</name>
    <message>
        <source>What follows from each class of failures</source>
        <translation>每类失败之后的处理</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Reset to built-in</source>
        <translation>恢复内置设置</translation>
    </message>
    <message>
        <source>Undo the change of “%1”</source>
        <translation>撤销对“%1”的更改</translation>
    </message>
</context>
<context>
    <name>ui::pages::FailureRulesCard</name>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Your own rules</source>
        <translation>自定义规则</translation>
    </message>
    <message>
        <source>Built-in rules</source>
        <translation>内置规则</translation>
    </message>
    <message>
        <source>No rules of your own</source>
        <translation>没有自定义规则</translation>
    </message>
    <message>
        <source>The built-in ones know the words of many providers. Add one where a provider’s error is taken for the wrong thing.</source>
        <translation>内置规则认识许多供应商的用语。如果某个供应商的错误被误判，就在这里添加一条。</translation>
    </message>
    <message>
        <source>Built-in rules: %1</source>
        <translation>内置规则：%1</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>已收起</translation>
    </message>
    <message>
        <source>Undo the removal of “%1”</source>
        <translation>撤销移除“%1”</translation>
    </message>
</context>
<context>
    <name>ui::pages::FailureTester</name>
    <message>
        <source>Try an error</source>
        <translation>试一个错误</translation>
    </message>
    <message>
        <source>paste what a provider answered</source>
        <translation>粘贴供应商的回答</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态码</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>响应头</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判断结果</translation>
    </message>
</context>
<context>
    <name>ui::pages::GeneralSettings</name>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>of this window, the tray and messages</source>
        <translation>用于本窗口、托盘和消息</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>follows the system’s switch between light and dark at once</source>
        <translation>立即跟随系统的浅色与深色切换</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>关闭窗口后继续运行</translation>
    </message>
    <message>
        <source>the tray icon brings it back; without a tray the window is minimised</source>
        <translation>可从托盘图标重新打开；没有托盘时窗口会最小化</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Address for clients</source>
        <translation>客户端地址</translation>
    </message>
    <message>
        <source>what a client is given as its base URL</source>
        <translation>客户端要填写的 base URL</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Listens on</source>
        <translation>监听</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>未监听</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Saved. Takes effect at once.</source>
        <translation>已保存，立即生效。</translation>
    </message>
    <message>
        <source>%1; the command line decides it</source>
        <translation>%1；由命令行决定</translation>
    </message>
    <message>
        <source>Go through the first run again…</source>
        <translation>重新进行首次设置…</translation>
    </message>
</context>
<context>
    <name>ui::pages::HttpsSettings</name>
    <message>
        <source>HTTPS</source>
        <translation>HTTPS</translation>
    </message>
    <message>
        <source>Certificate of the local authority</source>
        <translation>本地证书颁发机构的证书</translation>
    </message>
    <message>
        <source>Export certificate…</source>
        <translation>导出证书…</translation>
    </message>
    <message>
        <source>the command line decides</source>
        <translation>由命令行决定</translation>
    </message>
    <message>
        <source>Not served: port %1 is taken</source>
        <translation>未启用：端口 %1 已被占用</translation>
    </message>
    <message>
        <source>Not served: no certificate can be used</source>
        <translation>未启用：没有可用的证书</translation>
    </message>
    <message>
        <source>off</source>
        <comment>HTTPS</comment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>starting on port %1</source>
        <translation>正在端口 %1 上启动</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>未监听</translation>
    </message>
    <message>
        <source>not in use: the configuration names a certificate of your own</source>
        <translation>未使用：配置中指定了您自己的证书</translation>
    </message>
    <message>
        <source>a client has to trust it before it can use the https address</source>
        <translation>客户端须先信任它，才能使用 https 地址</translation>
    </message>
    <message>
        <source>Export certificate</source>
        <translation>导出证书</translation>
    </message>
    <message>
        <source>Certificates (*.pem)</source>
        <translation>证书 (*.pem)</translation>
    </message>
    <message>
        <source>There is no certificate to be had</source>
        <translation>无法取得证书</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>ui::pages::LogView</name>
    <message>
        <source>All levels</source>
        <translation>所有级别</translation>
    </message>
    <message>
        <source>Info and up</source>
        <translation>信息及以上</translation>
    </message>
    <message>
        <source>Warnings and up</source>
        <translation>警告及以上</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>所有部分</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Shows new lines as they come</source>
        <translation>有新行时立即显示</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the selected lines</source>
        <translation>复制所选的行</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show all lines</source>
        <translation>显示所有行</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <extracomment>on the button that follows the log: lines that wait to be shown</extracomment>
        <translation>
            <numerusform>%n 条新行</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>No line passes the filter</source>
        <translation>没有符合筛选条件的行</translation>
    </message>
    <message>
        <source>Nothing is logged yet</source>
        <translation>还没有日志</translation>
    </message>
    <message>
        <source>Of %1 lines, none has this level, part and text.</source>
        <translation>共 %1 行，没有一行符合所选的级别、部分和文字。</translation>
    </message>
    <message>
        <source>Each exchange writes one line here: when, which provider, how it ended. Never a key or a text.</source>
        <translation>每次请求在此写一行：时间、供应商、结果。绝不包含密钥或文本内容。</translation>
    </message>
</context>
<context>
    <name>ui::pages::OrderedListCard</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>ui::pages::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Send test request</source>
        <translation>发送测试请求</translation>
    </message>
    <message>
        <source>Tokens today</source>
        <translation>今日 token</translation>
    </message>
    <message>
        <source>Requests today</source>
        <translation>今日请求</translation>
    </message>
    <message>
        <source>Cache hits</source>
        <translation>缓存命中</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>备用切换</translation>
    </message>
    <message>
        <source>Live throughput</source>
        <translation>实时吞吐</translation>
    </message>
    <message>
        <source>tokens/s, last 60 s</source>
        <translation>token/秒，最近 60 秒</translation>
    </message>
    <message>
        <source>Serving now</source>
        <translation>当前服务</translation>
    </message>
    <message>
        <source>No model names yet</source>
        <translation>还没有模型名</translation>
    </message>
    <message>
        <source>Names that clients ask for appear here, with who answers.</source>
        <translation>客户端请求的模型名及其应答者会显示在这里。</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Nothing under way</source>
        <translation>没有进行中的请求</translation>
    </message>
    <message>
        <source>A request appears here while it is answered.</source>
        <translation>请求在应答期间会显示在这里。</translation>
    </message>
    <message>
        <source>Recent events</source>
        <translation>最近事件</translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation>还没有事件</translation>
    </message>
    <message>
        <source>Fallbacks, rejected keys and new clients appear here.</source>
        <translation>备用切换、被拒绝的密钥和新客户端会显示在这里。</translation>
    </message>
    <message>
        <source>in %1 · out %2</source>
        <translation>输入 %1 · 输出 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) reported no tokens</source>
        <translation>
            <numerusform>%n 个请求没有报告 token</numerusform>
        </translation>
    </message>
    <message>
        <source>no input tokens yet</source>
        <translation>还没有输入 token</translation>
    </message>
    <message>
        <source>of %1 input tokens</source>
        <translation>占 %1 输入 token</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>all answered</source>
        <translation>全部成功</translation>
    </message>
    <message>
        <source>%1 failed, %2</source>
        <translation>%1 个失败，%2</translation>
    </message>
    <message>
        <source>Some requests failed</source>
        <translation>有请求失败</translation>
    </message>
    <message>
        <source>no requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message numerus="yes">
        <source>of %n request(s)</source>
        <translation>
            <numerusform>共 %n 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Today, %1</source>
        <translation>今天，%1</translation>
    </message>
    <message>
        <source>%1 now</source>
        <comment>tokens per second</comment>
        <translation>当前 %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>label of a time axis, such as −60 s</comment>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>ui::pages::ProviderDetail</name>
    <message>
        <source>unknown place</source>
        <translation>未知位置</translation>
    </message>
    <message>
        <source>keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the system’s</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Sends one small real request (%1)</source>
        <translation>发送一个小的真实请求（%1）</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Add key…</source>
        <translation>添加密钥…</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Add key</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>First byte within</source>
        <translation>首字节时限</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>It has no key yet</source>
        <translation>还没有密钥</translation>
    </message>
    <message>
        <source>It needs none</source>
        <translation>不需要密钥</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Input / 1 M</source>
        <translation>输入 / 1 M</translation>
    </message>
    <message>
        <source>Output / 1 M</source>
        <translation>输出 / 1 M</translation>
    </message>
    <message numerus="yes">
        <source>%n in the catalogue, as of %1</source>
        <translation>
            <numerusform>目录中 %n 个，截至 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n named in the configuration</source>
        <translation>
            <numerusform>配置中列出 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in its own list, read at %1</source>
        <translation>
            <numerusform>它自己的列表中有 %n 个，读取于 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>it gives no list; ask for them by name</source>
        <translation>它不提供列表；请按名称请求</translation>
    </message>
    <message>
        <source>not in the catalogue; a test reads its own list</source>
        <translation>目录中没有；测试会读取它自己的列表</translation>
    </message>
    <message>
        <source>Certificates are not checked</source>
        <translation>不检查证书</translation>
    </message>
    <message>
        <source>“ssl_verify” is false in the configuration file</source>
        <translation>配置文件中“ssl_verify”为 false</translation>
    </message>
    <message>
        <source>Remove provider</source>
        <translation>移除供应商</translation>
    </message>
    <message>
        <source>others may read its keys</source>
        <translation>他人可能读到密钥</translation>
    </message>
    <message>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Left on the keys</source>
        <translation>密钥余量</translation>
    </message>
    <message>
        <source>%1, resets %2</source>
        <comment>what is left of a limit; a time</comment>
        <translation>%1，%2 重置</translation>
    </message>
</context>
<context>
    <name>ui::pages::ProvidersPage</name>
    <message>
        <source>Providers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Test all</source>
        <translation>全部测试</translation>
    </message>
    <message>
        <source>Add provider</source>
        <translation>添加供应商</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1, %2 of them ready</source>
        <translation>%1 个，其中 %2 个就绪</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>已移除 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 was removed, and %n route(s) that led only there</source>
        <translation>
            <numerusform>已移除 %1，以及只通往它的 %n 条路由</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ProvidersWelcome</name>
    <message>
        <source>Which models do you want to use?</source>
        <translation>想使用哪些模型？</translation>
    </message>
    <message>
        <source>One provider is enough to start. Its key goes to the system keychain and never into a file.</source>
        <translation>一个供应商就可以开始。它的密钥存入系统钥匙串，绝不写入文件。</translation>
    </message>
    <message>
        <source>needs a key</source>
        <translation>需要密钥</translation>
    </message>
    <message>
        <source>needs no key</source>
        <translation>不需要密钥</translation>
    </message>
    <message>
        <source>Search all %1 providers…</source>
        <translation>搜索全部 %1 个供应商…</translation>
    </message>
    <message>
        <source>Try with the demo provider</source>
        <translation>用演示供应商试一试</translation>
    </message>
    <message>
        <source>looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>no model server found</source>
        <translation>未找到模型服务器</translation>
    </message>
    <message numerus="yes">
        <source>%1 found, %n model(s)</source>
        <extracomment>%1 is the name of a model server, such as Ollama</extracomment>
        <translation>
            <numerusform>找到 %1，%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>在本机</translation>
    </message>
    <message numerus="yes">
        <source>%n model server(s) found</source>
        <translation>
            <numerusform>找到 %n 个模型服务</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ReplayDialog</name>
    <message>
        <source>Replay to another target</source>
        <translation>重放到其他目标</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>发送请求</translation>
    </message>
    <message>
        <source>A provider and its model, or the name of a route; the rest of the request stays as it was</source>
        <translation>供应商及其模型，或路由的名称；请求的其余部分保持不变</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Say which model to ask</source>
        <translation>需要指定要请求的模型</translation>
    </message>
    <message>
        <source>The gateway does not listen</source>
        <translation>网关没有监听</translation>
    </message>
    <message>
        <source>Asking %1</source>
        <translation>正在请求 %1</translation>
    </message>
    <message>
        <source>The gateway did not answer</source>
        <translation>网关没有应答</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestDetail</name>
    <message>
        <source>The chosen request</source>
        <translation>所选的请求</translation>
    </message>
    <message>
        <source>waiting for the first token</source>
        <translation>等待首 token</translation>
    </message>
    <message>
        <source>streaming</source>
        <translation>输出中</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>重放</translation>
    </message>
    <message>
        <source>To another target: the text of this request was not stored</source>
        <translation>发到另一个目标：没有保存这个请求的文本</translation>
    </message>
    <message>
        <source>Send a test request…</source>
        <translation>发送测试请求…</translation>
    </message>
    <message>
        <source>Copy the request id</source>
        <translation>复制请求编号</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>It is still under way, or no longer kept.</source>
        <translation>仍在进行中，或已不再保存。</translation>
    </message>
    <message>
        <source>without the key, and without the prompt unless its text is stored</source>
        <translation>不含密钥；提示词仅在保存了文本时包含</translation>
    </message>
    <message>
        <source>Shows the requests that belong together with it</source>
        <translation>显示与它同属一组的请求</translation>
    </message>
    <message>
        <source>Its conversation</source>
        <translation>所属会话</translation>
    </message>
    <message>
        <source>Its trace</source>
        <translation>所属跟踪</translation>
    </message>
    <message>
        <source>To another target…</source>
        <translation>重放到其他目标…</translation>
    </message>
    <message>
        <source>To another target: only a part of its text was stored</source>
        <translation>重放到其他目标：只保存了部分文本</translation>
    </message>
    <message>
        <source>To another target: not with this protocol</source>
        <translation>重放到其他目标：不支持此协议</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestExport</name>
    <message>
        <source>Stop the export</source>
        <translation>停止导出</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Export requests</source>
        <translation>导出请求</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>JSON Lines (*.jsonl)</source>
        <translation>JSON Lines (*.jsonl)</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) saved as %1</source>
        <translation>
            <numerusform>已将 %n 个请求保存为 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Exporting: %1 of %2 requests</source>
        <translation>正在导出：第 %1 个，共 %2 个请求</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written</source>
        <translation>导出已停止；没有写入任何内容</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestFilters</name>
    <message>
        <source>Filter: words, model:x, status:5xx</source>
        <translation>筛选：词语、model:x、status:5xx</translation>
    </message>
    <message>
        <source>Words, or fields: provider: model: key: asked: consumer: program: client: route: api: error: session: trace: id: status:</source>
        <translation>词语，或字段：provider: model: key: asked: consumer: program: client: route: api: error: session: trace: id: status:</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>所有客户端</translation>
    </message>
    <message>
        <source>All results</source>
        <translation>所有结果</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
    <message>
        <source>After fallback</source>
        <translation>备用回答</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>自 %1</translation>
    </message>
    <message>
        <source>%1, %2 to %3</source>
        <comment>a day and two times</comment>
        <translation>%1 %2 至 %3</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two days</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>全部时间</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestsPage</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Show new requests as they end</source>
        <translation>请求结束后立即显示</translation>
    </message>
    <message>
        <source>Group requests</source>
        <translation>请求分组</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>By conversation</source>
        <translation>按会话</translation>
    </message>
    <message>
        <source>By trace</source>
        <translation>按跟踪</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Looked back to %1…</source>
        <translation>已查找到 %1…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>No request fits</source>
        <translation>没有符合的请求</translation>
    </message>
    <message>
        <source>The requests cannot be read</source>
        <translation>无法读取请求</translation>
    </message>
    <message>
        <source>Looked for: %1</source>
        <translation>查找的是：%1</translation>
    </message>
    <message>
        <source>%1 and more new</source>
        <translation>%1 个以上新请求</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n 个新请求</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 today</source>
        <comment>number of requests</comment>
        <translation>今天 %1 个</translation>
    </message>
    <message>
        <source>%1 found</source>
        <comment>number of requests</comment>
        <translation>找到 %1 个</translation>
    </message>
    <message>
        <source>more than %1</source>
        <comment>inside a phrase</comment>
        <translation>超过 %1</translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Copy the request id</source>
        <translation>复制请求编号</translation>
    </message>
    <message>
        <source>Only its conversation</source>
        <translation>只看它的会话</translation>
    </message>
    <message>
        <source>Only its trace</source>
        <translation>只看它的跟踪</translation>
    </message>
    <message>
        <source>Only this client</source>
        <translation>只看这个客户端</translation>
    </message>
    <message>
        <source>Only this asked model</source>
        <translation>只看请求这个模型的</translation>
    </message>
    <message>
        <source>Only this provider</source>
        <translation>只看这个供应商</translation>
    </message>
    <message>
        <source>Only this model</source>
        <translation>只看这个模型</translation>
    </message>
    <message>
        <source>Only this route</source>
        <translation>只看这条路由</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>All requests of: %1</source>
        <comment>a span of time</comment>
        <translation>所有请求：%1</translation>
    </message>
    <message>
        <source>As CSV…</source>
        <translation>导出为 CSV…</translation>
    </message>
    <message>
        <source>As JSON Lines…</source>
        <translation>导出为 JSON Lines…</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestsWelcome</name>
    <message>
        <source>No request has come in yet</source>
        <translation>还没有收到请求</translation>
    </message>
    <message>
        <source>Point a program at the address above, or send one from here.
Every request will show who asked, who answered, and why.</source>
        <translation>让程序使用上面的地址，或从这里发送一个请求。
每个请求都会显示谁发出、谁回答、为什么。</translation>
    </message>
    <message>
        <source>A request for a shell</source>
        <translation>命令行请求</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Send a test request</source>
        <translation>发送测试请求</translation>
    </message>
</context>
<context>
    <name>ui::pages::RouteListCard</name>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>No routes</source>
        <translation>没有路由</translation>
    </message>
    <message>
        <source>Every model name goes to the provider that has it. Routes are written in the configuration file, under “routes”.</source>
        <translation>每个模型名都交给拥有它的供应商。路由写在配置文件的“routes”中。</translation>
    </message>
    <message>
        <source>Switch off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>开启</translation>
    </message>
</context>
<context>
    <name>ui::pages::RoutesPage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Failure rules</source>
        <translation>失败规则</translation>
    </message>
    <message>
        <source>Add rule</source>
        <translation>添加规则</translation>
    </message>
    <message>
        <source>Try an error</source>
        <translation>试一个错误</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Routes</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>your own are asked first, then the built-in ones; the first that fits decides</source>
        <translation>先查自定义规则，再查内置规则；第一条符合的生效</translation>
    </message>
    <message>
        <source>tried in order, the first match wins; %1 of %2 are on</source>
        <translation>按顺序匹配，命中第一条即用；%2 条中开启 %1 条</translation>
    </message>
    <message>
        <source>Failure classes</source>
        <translation>失败类别</translation>
    </message>
    <message>
        <source>what follows from a failure, whichever provider it came from</source>
        <translation>失败之后的处理，与来自哪个供应商无关</translation>
    </message>
</context>
<context>
    <name>ui::pages::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
</context>
<context>
    <name>ui::pages::SpanDialog</name>
    <message>
        <source>Own span</source>
        <translation>自定时间段</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>第一天</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>The last day is before the first one</source>
        <translation>最后一天早于第一天</translation>
    </message>
</context>
<context>
    <name>ui::pages::TestRequestDialog</name>
    <message>
        <source>Test request</source>
        <translation>测试请求</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>The answer appears here as it streams.</source>
        <translation>回答会在这里逐步显示。</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>token</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>发送请求</translation>
    </message>
    <message>
        <source>The gateway does not listen</source>
        <translation>网关没有监听</translation>
    </message>
    <message>
        <source>No model can be asked</source>
        <translation>没有可请求的模型</translation>
    </message>
    <message>
        <source>Asking %1</source>
        <translation>正在请求 %1</translation>
    </message>
    <message>
        <source>Say in one sentence what a signal box does.</source>
        <translation>用一句话说明铁路信号楼的作用。</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>输入 %1，输出 %2</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Answered in %1</source>
        <translation>已回答，用时 %1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
</context>
<context>
    <name>ui::pages::UsageExport</name>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>ui::pages::UsagePage</name>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>12 months</source>
        <translation>12 个月</translation>
    </message>
    <message>
        <source>Own span…</source>
        <translation>自定时间段…</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Grouping</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>All clients</source>
        <translation>所有客户端</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Send a test request</source>
        <translation>发送测试请求</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Outcomes</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Adding up…</source>
        <translation>正在汇总…</translation>
    </message>
    <message>
        <source>Nothing was used in this time</source>
        <translation>这段时间没有用量</translation>
    </message>
    <message>
        <source>Tokens, cost and times of every request will be added up here.</source>
        <translation>每个请求的 token、费用和时间会在这里汇总。</translation>
    </message>
    <message>
        <source>opens the requests of this time</source>
        <translation>打开这段时间的请求</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>首 token 时间</translation>
    </message>
    <message>
        <source>Input from caches</source>
        <translation>来自缓存的输入</translation>
    </message>
    <message>
        <source>Failures and fallbacks</source>
        <translation>失败与备用</translation>
    </message>
    <message>
        <source>every number opens its requests</source>
        <translation>每个数字都可打开对应请求</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Table as CSV…</source>
        <translation>表格导出为 CSV…</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Tokens over time as CSV…</source>
        <translation>随时间变化的 token 导出为 CSV…</translation>
    </message>
    <message>
        <source>Export tokens over time</source>
        <translation>导出随时间变化的 token</translation>
    </message>
    <message>
        <source>Charts as a picture…</source>
        <translation>图表导出为图片…</translation>
    </message>
    <message>
        <source>Export a picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Time to the last token</source>
        <translation>末 token 时间</translation>
    </message>
    <message>
        <source>%1, %2 of them without details</source>
        <comment>requests</comment>
        <translation>%1，其中 %2 个没有详情</translation>
    </message>
    <message>
        <source>They came too fast for the disk, or the file could not be written: they are in these sums, but not among the requests.</source>
        <translation>它们来得太快，磁盘跟不上，或文件无法写入：已计入这些合计，但不在请求列表中。</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>cumulative, %1 unpriced</source>
        <comment>of cost; number of requests</comment>
        <translation>累计，%1 个无价格</translation>
    </message>
    <message>
        <source>cumulative</source>
        <comment>of cost</comment>
        <translation>累计</translation>
    </message>
</context>
<context>
    <name>ui::pages::UsagePlots</name>
    <message>
        <source>Nothing in this time</source>
        <translation>这段时间没有数据</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Fresh input</source>
        <translation>新输入</translation>
    </message>
    <message>
        <source>Cached read</source>
        <translation>缓存读取</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>From cache</source>
        <translation>来自缓存</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>备用</translation>
    </message>
</context>
<context>
    <name>ui::shell::JumpField</name>
    <message>
        <source>Nothing matches “%1”</source>
        <translation>没有匹配“%1”的项</translation>
    </message>
</context>
<context>
    <name>ui::shell::MainWindow</name>
    <message>
        <source>Open settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Send test request</source>
        <translation>发送测试请求</translation>
    </message>
    <message>
        <source>Resume the gateway</source>
        <translation>继续网关</translation>
    </message>
    <message>
        <source>Pause the gateway</source>
        <translation>暂停网关</translation>
    </message>
    <message>
        <source>Quit Signalbox</source>
        <translation>退出 Signalbox</translation>
    </message>
    <message>
        <source>Set up Signalbox step by step</source>
        <translation>逐步设置 Signalbox</translation>
    </message>
</context>
<context>
    <name>ui::shell::Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>ui::shell::Strip</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Go to page, provider or action</source>
        <translation>前往页面、供应商或操作</translation>
    </message>
    <message>
        <source>State and address</source>
        <translation>状态和地址</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Address for clients</source>
        <translation>客户端地址</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>未监听</translation>
    </message>
    <message>
        <source>Answer requests again</source>
        <translation>重新应答请求</translation>
    </message>
    <message>
        <source>Turn new requests away</source>
        <translation>拒绝新请求</translation>
    </message>
</context>
<context>
    <name>ui::wizard::ClientStep</name>
    <message>
        <source>First client</source>
        <translation>第一个客户端</translation>
    </message>
    <message>
        <source>Point a tool at the gateway</source>
        <translation>让工具连到网关</translation>
    </message>
    <message>
        <source>Whatever speaks OpenAI’s or Anthropic’s protocol can come. Nothing is written for you here.</source>
        <translation>使用 OpenAI 或 Anthropic 协议的工具都可以接入。这里不会替你写入任何文件。</translation>
    </message>
    <message>
        <source>Found on this machine</source>
        <translation>在本机找到</translation>
    </message>
    <message>
        <source>for a terminal, to see that it answers</source>
        <translation>在终端里运行，看看有没有回答</translation>
    </message>
    <message>
        <source>OpenAI protocol</source>
        <translation>OpenAI 协议</translation>
    </message>
    <message>
        <source>most IDE plugins, SDKs and agents</source>
        <translation>大多数 IDE 插件、SDK 和智能体</translation>
    </message>
    <message>
        <source>Anthropic protocol</source>
        <translation>Anthropic 协议</translation>
    </message>
    <message>
        <source>Claude Code and what is built on it</source>
        <translation>Claude Code 以及基于它的工具</translation>
    </message>
</context>
<context>
    <name>ui::wizard::FirstRunDialog</name>
    <message>
        <source>Set up Signalbox</source>
        <translation>设置 Signalbox</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
</context>
<context>
    <name>ui::wizard::GatewayStep</name>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>The gateway is ready</source>
        <translation>网关已就绪</translation>
    </message>
    <message>
        <source>The gateway needs a port</source>
        <translation>网关需要一个端口</translation>
    </message>
    <message>
        <source>One address on this machine for all your tools, and a keychain for your keys.</source>
        <translation>本机的一个地址供所有工具使用，钥匙串保管你的密钥。</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>系统钥匙串</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再次检查</translation>
    </message>
    <message>
        <source>It listens</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>The port %1 is taken</source>
        <translation>端口 %1 被占用</translation>
    </message>
    <message>
        <source>It cannot listen</source>
        <translation>无法监听</translation>
    </message>
    <message>
        <source>Reading keys and opening ports</source>
        <translation>正在读取密钥并打开端口</translation>
    </message>
    <message>
        <source>This Signalbox itself listens on port %1.</source>
        <translation>本程序自己正在监听端口 %1。</translation>
    </message>
    <message>
        <source>Port %1 is taken by a program of another user, or reserved by the system.</source>
        <translation>端口 %1 被其他用户的程序占用，或被系统保留。</translation>
    </message>
    <message>
        <source>Port %1 is taken by another Signalbox (process %2). End that one, or run beside it on a port of your own.</source>
        <translation>端口 %1 被另一个 Signalbox（进程 %2）占用。请结束它，或另用一个端口与它并行运行。</translation>
    </message>
    <message>
        <source>Port %1 is taken by %2 (process %3). End it, or choose another port.</source>
        <translation>端口 %1 被 %2（进程 %3）占用。请结束它，或选择另一个端口。</translation>
    </message>
    <message>
        <source>The command line says which port it is.</source>
        <translation>端口由命令行决定。</translation>
    </message>
    <message>
        <source>Trying port %1…</source>
        <translation>正在试用端口 %1…</translation>
    </message>
    <message>
        <source>Port %1 is free.</source>
        <translation>端口 %1 可用。</translation>
    </message>
    <message>
        <source>Tools that are set up already must be told the new address.</source>
        <translation>已设置好的工具需要改用新地址。</translation>
    </message>
    <message>
        <source>The command line says which port it is: change it there.</source>
        <translation>端口由命令行决定：请在那里更改。</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>使用端口 %1</translation>
    </message>
    <message>
        <source>Writing, reading and deleting an entry…</source>
        <translation>正在写入、读取并删除一个条目…</translation>
    </message>
    <message>
        <source>The system may ask for its password.</source>
        <translation>系统可能会询问密码。</translation>
    </message>
    <message>
        <source>It keeps keys</source>
        <translation>可以保存密钥</translation>
    </message>
    <message>
        <source>an entry was written, read and deleted</source>
        <translation>已写入、读取并删除一个条目</translation>
    </message>
    <message>
        <source>Your keys are kept there and in no file.</source>
        <translation>你的密钥保存在那里，不在任何文件中。</translation>
    </message>
    <message>
        <source>It is locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>It cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>Other machines can reach it, too: every client needs a key.</source>
        <translation>其他机器也能访问它：每个客户端都需要密钥。</translation>
    </message>
    <message>
        <source>Only programs of this machine reach it. Tools that know the address keep working while the port stays as it is.</source>
        <translation>只有本机的程序能访问它。端口不变，已知道地址的工具就一直可用。</translation>
    </message>
</context>
<context>
    <name>ui::wizard::HopLine</name>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>已到达</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>failed here</source>
        <translation>在此失败</translation>
    </message>
    <message>
        <source>not reached yet</source>
        <translation>尚未到达</translation>
    </message>
</context>
<context>
    <name>ui::wizard::HopWords</name>
    <message>
        <source>This gateway wants a key from every client. Give the client one, or allow clients of this machine to come without.</source>
        <translation>此网关要求每个客户端出示密钥。请给客户端一个密钥，或允许本机的客户端不带密钥。</translation>
    </message>
    <message>
        <source>The client’s key does not reach this model. Allow it, or ask for another model.</source>
        <translation>该客户端的密钥不能使用此模型。请允许它，或换一个模型。</translation>
    </message>
    <message>
        <source>What this client may spend is spent.</source>
        <translation>此客户端的预算已用完。</translation>
    </message>
    <message>
        <source>The request itself was not understood.</source>
        <translation>请求本身无法理解。</translation>
    </message>
    <message>
        <source>The gateway does not answer to this address.</source>
        <translation>网关不接受这个地址。</translation>
    </message>
    <message>
        <source>The gateway is paused and turns requests away.</source>
        <translation>网关已暂停，拒绝请求。</translation>
    </message>
    <message>
        <source>The gateway is stopping. Send another when it runs again.</source>
        <translation>网关正在停止。等它重新运行后再发送。</translation>
    </message>
    <message>
        <source>No provider has this model. Choose another model, or add the provider that has it.</source>
        <translation>没有供应商提供此模型。请换一个模型，或添加提供它的供应商。</translation>
    </message>
    <message>
        <source>Everything that this model’s route leads to is resting or switched off.</source>
        <translation>此模型的路由所通往的目标都在休息或已停用。</translation>
    </message>
    <message>
        <source>The provider has no key that can be used. Add one, or unlock the keychain.</source>
        <translation>供应商没有可用的密钥。请添加一个，或解锁系统钥匙串。</translation>
    </message>
    <message>
        <source>The provider cannot be reached. Check its address and the network.</source>
        <translation>无法连接供应商。请检查其地址和网络。</translation>
    </message>
    <message>
        <source>The provider takes no more requests for now. Wait a little, or add another one.</source>
        <translation>供应商暂时不再接受请求。请稍等，或添加另一个供应商。</translation>
    </message>
    <message>
        <source>The provider’s address is that of Signalbox itself. Give it another one.</source>
        <translation>供应商的地址就是 Signalbox 自己的地址。请换一个。</translation>
    </message>
    <message>
        <source>Nobody answered at the gateway’s address</source>
        <translation>网关的地址无人应答</translation>
    </message>
    <message>
        <source>The gateway does not listen there. Look at its port.</source>
        <translation>网关没有在那里监听。请查看它的端口。</translation>
    </message>
    <message>
        <source>The request ended at its client: %1</source>
        <translation>请求止于客户端：%1</translation>
    </message>
    <message>
        <source>The request ended at the gateway: %1</source>
        <translation>请求止于网关：%1</translation>
    </message>
    <message>
        <source>The request found no way: %1</source>
        <translation>请求找不到路由：%1</translation>
    </message>
    <message>
        <source>The request ended at the provider: %1</source>
        <translation>请求止于供应商：%1</translation>
    </message>
    <message>
        <source>Look at the gateway</source>
        <translation>查看网关</translation>
    </message>
    <message>
        <source>Look at the provider</source>
        <translation>查看供应商</translation>
    </message>
    <message>
        <source>Resume the gateway</source>
        <translation>继续网关</translation>
    </message>
</context>
<context>
    <name>ui::wizard::LanguageStep</name>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Welcome to Signalbox</source>
        <translation>欢迎使用 Signalbox</translation>
    </message>
    <message>
        <source>Five steps, and your tools get their answers through this machine. Each can be left out and done later.</source>
        <translation>五个步骤，你的工具就能通过本机得到回答。每一步都可以跳过，以后再做。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Where your data is</source>
        <translation>数据的位置</translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Usage and log</source>
        <translation>用量和日志</translation>
    </message>
    <message>
        <source>What never leaves this machine</source>
        <translation>什么不会离开本机</translation>
    </message>
    <message>
        <source>Keys are kept in the system keychain, never in a file, and go to their own provider only.</source>
        <translation>密钥保存在系统钥匙串中，不写入文件，只发送给各自的供应商。</translation>
    </message>
    <message>
        <source>Usage, prices and settings stay here. There is no account, and nothing is reported to anybody.</source>
        <translation>用量、价格和设置都留在本机。没有账号，也不向任何人报告。</translation>
    </message>
    <message>
        <source>Prompts go to the provider that you choose and are not stored, unless you switch it on.</source>
        <translation>提示词只发送给你选择的供应商，除非你开启，否则不会保存。</translation>
    </message>
</context>
<context>
    <name>ui::wizard::ProofStep</name>
    <message>
        <source>Proof</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>It works: a request went all the way</source>
        <translation>成功：请求走完了全程</translation>
    </message>
    <message>
        <source>The request did not arrive</source>
        <translation>请求没有到达</translation>
    </message>
    <message>
        <source>A request is under way</source>
        <translation>请求正在进行</translation>
    </message>
    <message>
        <source>Waiting for a request</source>
        <translation>正在等待请求</translation>
    </message>
    <message>
        <source>Sent by Signalbox to its own address, as any client would.</source>
        <translation>由 Signalbox 像普通客户端一样发送到自己的地址。</translation>
    </message>
    <message>
        <source>It came from %1.</source>
        <translation>它来自 %1。</translation>
    </message>
    <message>
        <source>Send one from your tool, or let Signalbox send one to itself.</source>
        <translation>从你的工具发送一个，或让 Signalbox 给自己发送一个。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>End without proof</source>
        <translation>不验证，直接结束</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>The answer appears here as it streams.</source>
        <translation>回答会在这里逐步显示。</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Show in Requests</source>
        <translation>在请求页中查看</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Address for clients</source>
        <translation>客户端地址</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Start Signalbox when I log in</source>
        <translation>登录时启动 Signalbox</translation>
    </message>
    <message>
        <source>Send another</source>
        <translation>再发送一个</translation>
    </message>
    <message>
        <source>Send it for me</source>
        <translation>替我发送</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>未监听</translation>
    </message>
    <message>
        <source>Signalbox stays in the tray when you close its window.</source>
        <translation>关闭窗口后，Signalbox 会留在托盘中。</translation>
    </message>
    <message>
        <source>Closing the window ends Signalbox. Settings can keep it in the tray.</source>
        <translation>关闭窗口会结束 Signalbox。可以在设置中让它留在托盘。</translation>
    </message>
    <message>
        <source>Say in one sentence that this request came through a gateway.</source>
        <translation>请用一句话说明这个请求经过了网关。</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>%1 in · %2 out</source>
        <translation>输入 %1 · 输出 %2</translation>
    </message>
    <message>
        <source>%1 was answered by %2. What was said is between the two: it is not kept here.</source>
        <translation>%1 得到了 %2 的回答。内容只在两者之间，这里不保存。</translation>
    </message>
</context>
<context>
    <name>ui::wizard::ProviderStep</name>
    <message>
        <source>First provider</source>
        <translation>第一个供应商</translation>
    </message>
    <message>
        <source>Your first provider</source>
        <translation>你的第一个供应商</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>由谁回答</translation>
    </message>
    <message>
        <source>A test sends one small request straight to the provider. It costs a fraction of a cent.</source>
        <translation>测试会直接向供应商发送一个小请求，费用不到一分钱。</translation>
    </message>
    <message>
        <source>One small request went straight to it, past the gateway.</source>
        <translation>已绕过网关，直接向它发送了一个小请求。</translation>
    </message>
    <message>
        <source>Without any key you can go on with the demo: it answers by itself and costs nothing.</source>
        <translation>没有密钥也可以用演示继续：它自己回答，不花钱。</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Go on with the demo</source>
        <translation>用演示继续</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Change it…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Add another provider</source>
        <translation>再添加一个供应商</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再次测试</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Sending one small request…</source>
        <translation>正在发送一个小请求…</translation>
    </message>
    <message>
        <source>none, it runs on this machine</source>
        <translation>无，它在本机运行</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>最多 %1</translation>
    </message>
    <message>
        <source>The demo could not be added</source>
        <translation>无法添加演示</translation>
    </message>
</context>
<context>
    <name>ui::wizard::Snippet</name>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
</context>
<context>
    <name>ui::wizard::Step</name>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>跳过此步</translation>
    </message>
</context>
<context>
    <name>ui::wizard::StepLine</name>
    <message>
        <source>Step %1 of %2: %3</source>
        <translation>第 %1 步，共 %2 步：%3</translation>
    </message>
</context>
<context>
    <name>ui::words::FailureWords</name>
    <message>
        <source>no provider has this model</source>
        <translation>没有供应商提供此模型</translation>
    </message>
    <message>
        <source>no usable key</source>
        <translation>没有可用的密钥</translation>
    </message>
    <message>
        <source>no usable target</source>
        <translation>没有可用的目标</translation>
    </message>
    <message>
        <source>error of the provider</source>
        <translation>供应商出错</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>not understood</source>
        <translation>无法理解</translation>
    </message>
    <message>
        <source>rate limit</source>
        <translation>速率受限</translation>
    </message>
    <message>
        <source>too slow</source>
        <translation>太慢</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>not served yet</source>
        <translation>尚不支持</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>the address leads back here</source>
        <translation>地址又指回这里</translation>
    </message>
    <message>
        <source>error of Signalbox</source>
        <translation>Signalbox 出错</translation>
    </message>
    <message>
        <source>key rejected</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <source>balance used up</source>
        <translation>余额用尽</translation>
    </message>
    <message>
        <source>model missing</source>
        <translation>没有该模型</translation>
    </message>
    <message>
        <source>overloaded</source>
        <translation>过载</translation>
    </message>
    <message>
        <source>context too long</source>
        <translation>上下文过长</translation>
    </message>
    <message>
        <source>content filtered</source>
        <translation>内容被过滤</translation>
    </message>
    <message>
        <source>empty answer</source>
        <translation>空回答</translation>
    </message>
    <message>
        <source>The configuration file cannot be written</source>
        <translation>无法写入配置文件</translation>
    </message>
    <message>
        <source>The configuration file has a mistake. Mend it first, so that nothing in it is lost</source>
        <translation>配置文件有错误。请先改正，以免其中内容丢失</translation>
    </message>
    <message>
        <source>The configuration would not be valid</source>
        <translation>这样的配置无效</translation>
    </message>
</context>
<context>
    <name>ui::words::HealthWords</name>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>no keychain</source>
        <translation>没有钥匙串</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有响应</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Key missing</source>
        <translation>缺少密钥</translation>
    </message>
    <message>
        <source>Reading keys</source>
        <translation>正在读取密钥</translation>
    </message>
    <message>
        <source>Keychain locked</source>
        <translation>钥匙串已锁定</translation>
    </message>
    <message>
        <source>Keychain silent</source>
        <translation>钥匙串没有响应</translation>
    </message>
    <message>
        <source>No keychain</source>
        <translation>没有钥匙串</translation>
    </message>
    <message>
        <source>Key not readable</source>
        <translation>密钥无法读取</translation>
    </message>
    <message>
        <source>No usable key</source>
        <translation>没有可用的密钥</translation>
    </message>
    <message>
        <source>Key “%1” may not be read: %2 must be a file that only you can read</source>
        <translation>密钥“%1”不可读取：%2 必须是只有你能读取的文件</translation>
    </message>
    <message>
        <source>Key “%1” may not be read: allow it in the keychain</source>
        <translation>密钥“%1”不可读取：请在钥匙串中允许读取</translation>
    </message>
    <message>
        <source>Key “%1” is being read</source>
        <translation>正在读取密钥“%1”</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it to use key “%1”</source>
        <translation>钥匙串已锁定，解锁后才能使用密钥“%1”</translation>
    </message>
    <message>
        <source>The keychain does not answer. It may be waiting for its password</source>
        <translation>钥匙串没有响应，它可能正在等待输入密码</translation>
    </message>
    <message>
        <source>There is no keychain here. Keep key “%1” in an environment variable or a file</source>
        <translation>这里没有钥匙串。把密钥“%1”放在环境变量或文件里</translation>
    </message>
    <message>
        <source>Key “%1” is not where it should be. Paste it again under Edit</source>
        <translation>密钥“%1”不在应在的位置。在“编辑”中重新粘贴</translation>
    </message>
    <message>
        <source>It needs a key. Paste one under Edit</source>
        <translation>它需要密钥。在“编辑”中粘贴</translation>
    </message>
    <message>
        <source>All its keys are disabled</source>
        <translation>它的所有密钥都已停用</translation>
    </message>
</context>
<context>
    <name>ui::words::ProbeWords</name>
    <message>
        <source>It has no key that can be used</source>
        <translation>它没有可用的密钥</translation>
    </message>
    <message>
        <source>It is not set up: its address or a setting is missing</source>
        <translation>尚未设置好：缺少地址或某项设置</translation>
    </message>
    <message>
        <source>It could not be tested</source>
        <translation>无法测试</translation>
    </message>
    <message>
        <source>The key was refused (401)</source>
        <translation>密钥被拒绝（401）</translation>
    </message>
    <message>
        <source>The balance is used up (402)</source>
        <translation>余额已用尽（402）</translation>
    </message>
    <message>
        <source>The key may not do this (403)</source>
        <translation>此密钥无权这样做（403）</translation>
    </message>
    <message>
        <source>Not found (404): check the address and the model</source>
        <translation>未找到（404）：请检查地址和模型</translation>
    </message>
    <message>
        <source>Reached, but rate-limited now (429)</source>
        <translation>可以连接，但目前速率受限（429）</translation>
    </message>
    <message>
        <source>The address leads elsewhere (%1), where no key is sent: check the address</source>
        <translation>该地址转到别处（%1），密钥不会发往那里：请检查地址</translation>
    </message>
    <message>
        <source>It answered with status %1</source>
        <translation>它以状态 %1 应答</translation>
    </message>
    <message>
        <source>No model is known to test with: name one under “models” in the file</source>
        <translation>没有可用来测试的模型：请在文件的“models”中写一个</translation>
    </message>
    <message>
        <source>Nobody answers at %1: is it running, is the address right?</source>
        <translation>%1 无人应答：它在运行吗？地址正确吗？</translation>
    </message>
    <message>
        <source>The host of %1 is not found: check the address and the network</source>
        <translation>找不到 %1 的主机：请检查地址和网络</translation>
    </message>
    <message>
        <source>No secure connection to %1</source>
        <translation>无法与 %1 建立安全连接</translation>
    </message>
    <message>
        <source>The proxy does not let the connection to %1 through</source>
        <translation>代理不允许连接到 %1</translation>
    </message>
    <message>
        <source>%1 broke off or does not speak HTTP</source>
        <translation>%1 中断了连接，或者不使用 HTTP</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>无法连接到 %1</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 没有及时应答</translation>
    </message>
    <message>
        <source>%1 sent more than can be read</source>
        <translation>%1 发来的内容过多，无法读取</translation>
    </message>
    <message>
        <source>The CA file cannot be read or holds no certificate</source>
        <translation>CA 文件无法读取，或者其中没有证书</translation>
    </message>
    <message>
        <source>It broke its answer off</source>
        <translation>它的应答中断了</translation>
    </message>
    <message>
        <source>The answer is no OpenAI chat stream: check that the address ends where /chat/completions begins</source>
        <translation>应答不是 OpenAI 聊天流：请检查地址是否在 /chat/completions 之前结束</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <comment>what happened, and in the other side’s own words</comment>
        <translation>%1：“%2”</translation>
    </message>
</context>
<context>
    <name>ui::words::RestWords</name>
    <message>
        <source>Key “%1”</source>
        <translation>密钥“%1”</translation>
    </message>
    <message>
        <source>Key “%1” for model “%2”</source>
        <translation>密钥“%1”（用于模型“%2”）</translation>
    </message>
    <message>
        <source>Model “%1”</source>
        <translation>模型“%1”</translation>
    </message>
    <message>
        <source>The provider</source>
        <translation>此供应商</translation>
    </message>
    <message>
        <source>%1 rests until %2 (%3)</source>
        <comment>what, time, reason</comment>
        <translation>%1暂停使用至 %2（%3）</translation>
    </message>
    <message>
        <source>%1 is tried again with the next request (%2)</source>
        <comment>what, reason</comment>
        <translation>%1将在下一次请求时重试（%2）</translation>
    </message>
</context>
<context>
    <name>ui::words::RouteWords</name>
    <message>
        <source>is taken</source>
        <translation>被采用</translation>
    </message>
    <message>
        <source>it is switched off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>the model is none of its own</source>
        <translation>模型不在其中</translation>
    </message>
    <message>
        <source>it would be taken, but one before it is</source>
        <translation>也匹配，但前面的路由先被采用</translation>
    </message>
    <message>
        <source>no header of its own is there</source>
        <translation>没有它要求的请求头</translation>
    </message>
    <message>
        <source>not all headers of its own are there</source>
        <translation>它要求的请求头不全</translation>
    </message>
    <message>
        <source>the domain is none of its own</source>
        <translation>域名不符</translation>
    </message>
    <message>
        <source>the path is none of its own</source>
        <translation>路径不符</translation>
    </message>
    <message>
        <source>the method is none of its own</source>
        <translation>方法不符</translation>
    </message>
    <message>
        <source>no query parameter of its own is there</source>
        <translation>没有它要求的查询参数</translation>
    </message>
    <message>
        <source>not all query parameters of its own are there</source>
        <translation>它要求的查询参数不全</translation>
    </message>
    <message>
        <source>the consumer is none of its own</source>
        <translation>使用者不符</translation>
    </message>
    <message>
        <source>it is not its time</source>
        <translation>不在它的时段</translation>
    </message>
    <message>
        <source>the request has none of its traits</source>
        <translation>请求不具备它要求的特征</translation>
    </message>
    <message>
        <source>in turn by weight</source>
        <translation>按权重轮询</translation>
    </message>
    <message>
        <source>by hash</source>
        <translation>按哈希</translation>
    </message>
    <message>
        <source>the least busy first</source>
        <translation>最空闲者优先</translation>
    </message>
    <message>
        <source>the fastest first</source>
        <translation>最快者优先</translation>
    </message>
    <message>
        <source>the cheapest first</source>
        <translation>最便宜者优先</translation>
    </message>
    <message>
        <source>whoever has the conversation first</source>
        <translation>已有此对话者优先</translation>
    </message>
    <message>
        <source>with tools</source>
        <translation>带工具</translation>
    </message>
    <message>
        <source>without tools</source>
        <translation>不带工具</translation>
    </message>
    <message>
        <source>with images</source>
        <translation>带图片</translation>
    </message>
    <message>
        <source>without images</source>
        <translation>不带图片</translation>
    </message>
    <message>
        <source>streamed</source>
        <translation>流式</translation>
    </message>
    <message>
        <source>not streamed</source>
        <translation>非流式</translation>
    </message>
    <message>
        <source>over %1 tokens</source>
        <translation>超过 %1 token</translation>
    </message>
    <message>
        <source>host %1</source>
        <translation>主机 %1</translation>
    </message>
    <message>
        <source>path %1</source>
        <translation>路径 %1</translation>
    </message>
    <message>
        <source>method %1</source>
        <translation>方法 %1</translation>
    </message>
    <message>
        <source>header %1</source>
        <translation>请求头 %1</translation>
    </message>
    <message>
        <source>query %1</source>
        <translation>查询参数 %1</translation>
    </message>
    <message>
        <source>consumer %1</source>
        <translation>使用者 %1</translation>
    </message>
    <message>
        <source>every request</source>
        <translation>所有请求</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>All attempts end after %1 ms</source>
        <translation>所有尝试在 %1 毫秒后结束</translation>
    </message>
    <message>
        <source>Only a failure within %1 ms is followed by another attempt</source>
        <translation>仅在 %1 毫秒内的失败之后才再次尝试</translation>
    </message>
    <message>
        <source>After %1 ms without an answer the next target is asked as well</source>
        <translation>%1 毫秒没有回答时，同时请求下一个目标</translation>
    </message>
    <message>
        <source>A stream that breaks off is continued by the next target</source>
        <translation>中断的流由下一个目标续写</translation>
    </message>
    <message>
        <source>Targets that cannot take all of the request are used, too</source>
        <translation>不能完整接收请求的目标也会使用</translation>
    </message>
    <message>
        <source>The client’s own key goes to the first target; there is no fallback</source>
        <translation>客户端自己的密钥只交给第一个目标；没有备用</translation>
    </message>
    <message>
        <source>No other target is tried</source>
        <translation>不再尝试其他目标</translation>
    </message>
    <message>
        <source>Another target is tried after: %1</source>
        <translation>出现以下情况时尝试其他目标：%1</translation>
    </message>
    <message numerus="yes">
        <source>At most %n attempt(s)</source>
        <translation>
            <numerusform>最多尝试 %n 次</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Each target is tried again %n time(s), first after %1 ms</source>
        <translation>
            <numerusform>每个目标重试 %n 次，首次在 %1 毫秒后</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::words::RuleWords</name>
    <message>
        <source>the request is at fault</source>
        <translation>请求本身有误</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>the key for this model</source>
        <translation>此模型上的密钥</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>the provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>as its class</source>
        <translation>随类别</translation>
    </message>
    <message>
        <source>The same key is tried again, as often as the route says; then the next target</source>
        <translation>用同一密钥重试，次数由路由决定；然后尝试下一个目标</translation>
    </message>
    <message>
        <source>The next key is tried; where there is none, the next target</source>
        <translation>尝试下一个密钥；没有时尝试下一个目标</translation>
    </message>
    <message>
        <source>The next target is tried</source>
        <translation>尝试下一个目标</translation>
    </message>
    <message>
        <source>Nothing else is tried: the client gets this failure</source>
        <translation>不再尝试：客户端会收到此失败</translation>
    </message>
    <message>
        <source>Nothing rests</source>
        <translation>没有对象休息</translation>
    </message>
    <message>
        <source>At once, this rests: %1</source>
        <translation>立即休息：%1</translation>
    </message>
    <message>
        <source>After some failures, this rests: %1</source>
        <translation>多次失败后休息：%1</translation>
    </message>
    <message>
        <source>%1; for %2 s where the provider does not say</source>
        <translation>%1；供应商未说明时休息 %2 秒</translation>
    </message>
    <message>
        <source>same key again</source>
        <translation>同一密钥重试</translation>
    </message>
    <message>
        <source>next key</source>
        <translation>换下一个密钥</translation>
    </message>
    <message>
        <source>next target</source>
        <translation>换下一个目标</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>after some failures</source>
        <translation>多次失败后</translation>
    </message>
    <message>
        <source>to the client</source>
        <translation>交给客户端</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>by key failover</source>
        <translation>按密钥切换设置</translation>
    </message>
</context>
</TS>
