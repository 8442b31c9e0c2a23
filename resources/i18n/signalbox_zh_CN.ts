<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Commands</name>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Send test request</source>
        <translation>发送测试请求</translation>
    </message>
    <message>
        <source>Test all providers</source>
        <translation>测试所有供应商</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Help for this page</source>
        <translation>当前页面的帮助</translation>
    </message>
    <message>
        <source>About Signalbox</source>
        <translation>关于 Signalbox</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Language: English</source>
        <translation>语言：英文</translation>
    </message>
    <message>
        <source>Language: Chinese</source>
        <translation>语言：中文</translation>
    </message>
    <message>
        <source>Quit Signalbox</source>
        <translation>退出 Signalbox</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>关闭窗口后继续运行</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Copy gateway address</source>
        <translation>复制网关地址</translation>
    </message>
    <message>
        <source>Pause gateway</source>
        <translation>暂停网关</translation>
    </message>
    <message>
        <source>Resume gateway</source>
        <translation>恢复网关</translation>
    </message>
    <message>
        <source>Add provider</source>
        <translation>添加供应商</translation>
    </message>
    <message>
        <source>Reload all keys</source>
        <translation>重新读取所有密钥</translation>
    </message>
    <message>
        <source>Run diagnostics</source>
        <translation>运行诊断</translation>
    </message>
    <message>
        <source>Help contents</source>
        <translation>帮助目录</translation>
    </message>
    <message>
        <source>Show log</source>
        <translation>显示日志</translation>
    </message>
    <message>
        <source>Run setup wizard</source>
        <translation>运行设置向导</translation>
    </message>
    <message>
        <source>Open configuration folder</source>
        <translation>打开配置文件夹</translation>
    </message>
    <message>
        <source>Open data folder</source>
        <translation>打开数据文件夹</translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>System theme</source>
        <translation>主题跟随系统</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>语言跟随系统</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Gateway address</source>
        <translation>网关地址</translation>
    </message>
    <message>
        <source>HTTPS and certificate</source>
        <translation>HTTPS 与证书</translation>
    </message>
    <message>
        <source>File locations</source>
        <translation>文件位置</translation>
    </message>
    <message>
        <source>Gateway log</source>
        <translation>网关日志</translation>
    </message>
    <message>
        <source>Undo last change</source>
        <translation>撤销上一次更改</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Export or import backup</source>
        <translation>导出或导入备份</translation>
    </message>
    <message>
        <source>Edit configuration as JSON</source>
        <translation>以 JSON 编辑配置</translation>
    </message>
    <message>
        <source>Switch to this keychain</source>
        <translation>改用当前钥匙串</translation>
    </message>
    <message>
        <source>Compare with bill</source>
        <translation>与账单核对</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Ask about clients when quitting</source>
        <translation>退出时询问如何处理客户端</translation>
    </message>
    <message>
        <source>Add limit</source>
        <translation>添加限额</translation>
    </message>
</context>
<context>
    <name>Configuration</name>
    <message>
        <source>http_NAME, arg_NAME, cookie_NAME, remote_addr, host, uri, request_uri, args, query_string, request_method, scheme, consumer_name or model</source>
        <translation>http_NAME、arg_NAME、cookie_NAME、remote_addr、host、uri、request_uri、args、query_string、request_method、scheme、consumer_name 或 model</translation>
    </message>
    <message>
        <source>looks like a key in plain text; write ${key} for the key in use, or {&quot;secret&quot;: &quot;keychain:NAME&quot;}</source>
        <translation>看起来是明文密钥；请用 ${key} 表示正在使用的密钥，或写成 {&quot;secret&quot;: &quot;keychain:NAME&quot;}</translation>
    </message>
    <message>
        <source>has no effect: this header is never forwarded</source>
        <translation>无效：这个请求头从不转发</translation>
    </message>
    <message>
        <source>is neither the id nor the type of a configured provider</source>
        <translation>既不是已配置供应商的 id，也不是其类型</translation>
    </message>
    <message>
        <source>is the same key as %1</source>
        <translation>与 %1 是同一个密钥</translation>
    </message>
    <message>
        <source>must be the id of a configured provider</source>
        <translation>必须是已配置供应商的 id</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>is missing; %1 is assumed</source>
        <translation>未填写；按 %1 处理</translation>
    </message>
    <message>
        <source>must have one of &quot;sha256&quot; and &quot;secret&quot;</source>
        <translation>必须有“sha256”或“secret”之一</translation>
    </message>
    <message>
        <source>must have only one of &quot;sha256&quot; and &quot;secret&quot;</source>
        <translation>“sha256”和“secret”只能有一个</translation>
    </message>
    <message>
        <source>an HTTP status from 100 to 599, or &quot;1xx&quot; to &quot;5xx&quot;</source>
        <translation> 100 到 599 的 HTTP 状态码，或“1xx”到“5xx”</translation>
    </message>
    <message>
        <source>must have &quot;statuses&quot; or &quot;words&quot;</source>
        <translation>必须有“statuses”或“words”</translation>
    </message>
    <message>
        <source>unknown field; did you mean &quot;%1&quot;?</source>
        <translation>未知字段；是否想写“%1”？</translation>
    </message>
    <message>
        <source>unknown policy; did you mean &quot;%1&quot;?</source>
        <translation>未知策略；是否想写“%1”？</translation>
    </message>
    <message>
        <source>unknown policy; remove it, or install a version that has it</source>
        <translation>未知策略；请将其删除，或安装支持它的版本</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>未填写</translation>
    </message>
    <message>
        <source>must have both &quot;certificate&quot; and &quot;key&quot;, or neither</source>
        <translation>必须同时有“certificate”和“key”，或两者都没有</translation>
    </message>
    <message>
        <source>must have only one of %1</source>
        <translation>只能有其中之一：%1</translation>
    </message>
    <message>
        <source>must have one of %1</source>
        <translation>必须有其中之一：%1</translation>
    </message>
    <message>
        <source>an object with one of %1</source>
        <translation>对象，含有其中之一：%1</translation>
    </message>
    <message>
        <source>an object with &quot;name&quot; and one of %1</source>
        <translation>含有“name”的对象，并有其中之一：%1</translation>
    </message>
    <message>
        <source>an object with &quot;name&quot; or &quot;all&quot;</source>
        <translation>含有“name”或“all”的对象</translation>
    </message>
    <message>
        <source>must have one of &quot;tools&quot;, &quot;images&quot;, &quot;stream&quot; or &quot;input_tokens_above&quot;</source>
        <translation>必须有“tools”、“images”、“stream”或“input_tokens_above”之一</translation>
    </message>
    <message>
        <source>&quot;system&quot;, &quot;none&quot;, a URL or {&quot;url&quot;, &quot;user&quot;, &quot;secret&quot;}</source>
        <translation> “system”、“none”、一个 URL 或 {&quot;url&quot;, &quot;user&quot;, &quot;secret&quot;}</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation> %1 到 %2 的整数</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>an empty array</source>
        <translation>空数组</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>an empty string</source>
        <translation>空字符串</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>%1; did you mean &quot;%2&quot;?</source>
        <translation>%1；是否想写“%2”？</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation> true 或 false</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation> %1 到 %2 的数字</translation>
    </message>
    <message>
        <source>one of %1</source>
        <translation>其中之一：%1</translation>
    </message>
    <message>
        <source>must be %1; did you mean &quot;%2&quot;?</source>
        <translation>必须是%1；是否想写“%2”？</translation>
    </message>
    <message>
        <source>an array with at least one entry</source>
        <translation>至少有一个条目的数组</translation>
    </message>
    <message>
        <source>the name after &quot;%1&quot; is missing</source>
        <translation>“%1”后面缺少名称</translation>
    </message>
    <message>
        <source>is not a secret reference: write keychain:NAME, vault:NAME, env:NAME, file:PATH or session:NAME, never the key itself</source>
        <translation>不是密钥引用：请写 keychain:NAME、vault:NAME、env:NAME、file:PATH 或 session:NAME，切勿写密钥本身</translation>
    </message>
    <message>
        <source>must be an IP address such as 127.0.0.1, 0.0.0.0 or ::1, or &quot;localhost&quot;</source>
        <translation>必须是 127.0.0.1、0.0.0.0、::1 这样的 IP 地址，或“localhost”</translation>
    </message>
    <message>
        <source>must be a host name such as ai.example.com, without scheme, port or path</source>
        <translation>必须是 ai.example.com 这样的主机名，不带协议、端口和路径</translation>
    </message>
    <message>
        <source>must be a host name such as ai.example.com or *.example.com, without scheme, port or path</source>
        <translation>必须是 ai.example.com 或 *.example.com 这样的主机名，不带协议、端口和路径</translation>
    </message>
    <message>
        <source>must be an origin such as https://app.example.com, without a path</source>
        <translation>必须是 https://app.example.com 这样的来源，不带路径</translation>
    </message>
    <message>
        <source>must be the name of a header, such as x-team</source>
        <translation>必须是请求头的名称，例如 x-team</translation>
    </message>
    <message>
        <source>must have a regular expression after the ~</source>
        <translation>~ 之后必须有正则表达式</translation>
    </message>
    <message>
        <source>must be a time such as 2026-12-31T23:59:59Z (RFC 3339)</source>
        <translation>必须是 2026-12-31T23:59:59Z 这样的时间（RFC 3339）</translation>
    </message>
    <message>
        <source>must be a time of day from 00:00 to 24:00, such as 08:30</source>
        <translation>必须是 00:00 到 24:00 的时刻，例如 08:30</translation>
    </message>
    <message>
        <source>must be &quot;local&quot; or the name of a time zone, such as Europe/Berlin</source>
        <translation>必须是“local”或时区名称，例如 Europe/Berlin</translation>
    </message>
    <message>
        <source>must be one of %1</source>
        <translation>必须是其中之一：%1</translation>
    </message>
    <message>
        <source>a number is too large</source>
        <translation>有一个数字过大</translation>
    </message>
    <message>
        <source>has more than %1 fields</source>
        <translation>字段多于 %1 个</translation>
    </message>
    <message>
        <source>is nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>is saved as UTF-16; save it as UTF-8</source>
        <translation>保存为 UTF-16；请保存为 UTF-8</translation>
    </message>
    <message>
        <source>is larger than 8 MiB</source>
        <translation>大于 8 MiB</translation>
    </message>
    <message>
        <source>This machine does not have the address %1. Change %2, or connect to its network: the address is used as soon as it is available.</source>
        <translation>本机没有地址 %1。请修改 %2，或接入该地址所在的网络；地址可用后会自动启用。</translation>
    </message>
    <message>
        <source>Port %1 on %2 is taken by %3 (process %4). Stop it, or choose another port with %5 or %6.</source>
        <translation>%2 上的端口 %1 已被 %3 占用（进程 %4）。请停止它，或用 %5 或 %6 选择其他端口。</translation>
    </message>
    <message>
        <source>four hexadecimal digits must follow \u</source>
        <translation>\u 之后必须有四位十六进制数字</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>一个值</translation>
    </message>
    <message>
        <source>the end of the file</source>
        <translation>文件结尾</translation>
    </message>
    <message>
        <source>must name at least one user, or be &quot;own&quot; or &quot;all&quot;</source>
        <translation>必须至少列出一个用户，或者为“own”或“all”</translation>
    </message>
    <message>
        <source>&quot;own&quot;, &quot;all&quot; or a list of user names</source>
        <translation>“own”、“all”或用户名列表</translation>
    </message>
    <message>
        <source>must be an IP address such as 127.0.0.1 or ::1, or a network such as 10.0.0.0/8 or fd00::/8</source>
        <translation>必须是 127.0.0.1、::1 这样的 IP 地址，或 10.0.0.0/8、fd00::/8 这样的网段</translation>
    </message>
    <message>
        <source>version %1 of %2</source>
        <translation>%2 的版本 %1</translation>
    </message>
    <message>
        <source>must be the name of a header because hash_on is &quot;header&quot;</source>
        <translation>hash_on 为“header”时，必须是请求头的名称</translation>
    </message>
    <message>
        <source>must be the name of a cookie because hash_on is &quot;cookie&quot;</source>
        <translation>hash_on 为“cookie”时，必须是 cookie 的名称</translation>
    </message>
    <message>
        <source>must be a variable because hash_on is &quot;vars&quot;: %1</source>
        <translation>hash_on 为“vars”时，必须是变量：%1</translation>
    </message>
    <message>
        <source>must be text with $variables, such as &quot;$host$uri&quot;, because hash_on is &quot;vars_combinations&quot;: %1</source>
        <translation>hash_on 为“vars_combinations”时，必须是含有 $变量 的文本，例如“$host$uri”：%1</translation>
    </message>
    <message>
        <source>all have weight 0, so none of them is ever used; set a weight above 0 for at least one</source>
        <translation>权重全为 0，因此一个也不会使用；请至少为其中一个设置大于 0 的权重</translation>
    </message>
    <message>
        <source>is not the id of a configured provider, so this budget counts nothing</source>
        <translation>不是已配置供应商的 id，因此这项预算不会计入任何费用</translation>
    </message>
    <message>
        <source>is not the name of a configured consumer, so this budget counts nothing</source>
        <translation>不是已配置调用方的名称，因此这项预算不会计入任何费用</translation>
    </message>
    <message>
        <source>must differ from that of %1, which is for the same provider and consumer; remove one of them</source>
        <translation>必须与 %1 的不同，二者针对相同的供应商和调用方；请删除其中一项</translation>
    </message>
    <message>
        <source>is a header that Signalbox sets itself; remove it</source>
        <translation>这个请求头由 Signalbox 自行设置；请删除</translation>
    </message>
    <message>
        <source>seems to contain a key; put keys into &quot;keys&quot; and &quot;auth&quot;</source>
        <translation>似乎含有密钥；密钥应写在“keys”和“auth”中</translation>
    </message>
    <message>
        <source>is off: anyone between this machine and the provider can read its keys and all requests</source>
        <translation>已关闭：本机与供应商之间的任何人都能读到密钥和全部请求</translation>
    </message>
    <message>
        <source>looks like a key in plain text; put keys into &quot;keys&quot;</source>
        <translation>看起来是明文密钥；密钥应写在“keys”中</translation>
    </message>
    <message>
        <source>may be other than loopback only if a consumer has an enabled key; add one to &quot;consumers&quot;</source>
        <translation>只有存在持有已启用密钥的调用方时，才可以使用环回以外的地址；请在“consumers”中添加一个</translation>
    </message>
    <message>
        <source>is the HTTP port too; use another port, or null to disable HTTPS</source>
        <translation>与 HTTP 端口相同；请换一个端口，或写 null 以停用 HTTPS</translation>
    </message>
    <message>
        <source>refuses every caller because no consumer has an enabled key; add one to &quot;consumers&quot;</source>
        <translation>会拒绝所有请求，因为没有任何调用方持有已启用的密钥；请在“consumers”中添加一个</translation>
    </message>
    <message>
        <source>is not a date; write one such as 2026-11-01</source>
        <translation>不是日期；请写成 2026-11-01 这样</translation>
    </message>
    <message>
        <source>is in the future, but the setting takes effect at once; write the date that the value is from</source>
        <translation>这一天还没有到，而设置会立即生效；请写该数值对应的日期</translation>
    </message>
    <message>
        <source>must be the id of one provider, so this price is never used; leave it out to apply the price to all providers</source>
        <translation>必须是单个供应商的 id，因此这个价格永远不会使用；要用于全部供应商，请省略该项</translation>
    </message>
    <message>
        <source>is not the id of a configured provider, so this price is never used</source>
        <translation>不是已配置供应商的 id，因此这个价格永远不会使用</translation>
    </message>
    <message>
        <source>never used: route &quot;%1&quot; (%2) takes every request that this route matches. Move this route up, or narrow &quot;%1&quot;.</source>
        <translation>永远不会使用：路由“%1”（%2）会接走这条路由匹配的全部请求。请把这条路由上移，或缩小“%1”的范围。</translation>
    </message>
    <message>
        <source>never used: route &quot;%1&quot; (%2) takes every request that this entry matches. Remove the entry, move its route up, or narrow &quot;%1&quot;.</source>
        <translation>永远不会使用：路由“%1”（%2）会接走这一项匹配的全部请求。请删除这一项、把所在路由上移，或缩小“%1”的范围。</translation>
    </message>
    <message>
        <source>overlaps with route &quot;%1&quot; (%2), which comes first and takes requests that begin with %3 and end in %4. If this route should take them, move it up.</source>
        <translation>与路由“%1”（%2）重叠：后者在前，会接走以 %3 开头、以 %4 结尾的请求。如果应由这条路由处理，请把它上移。</translation>
    </message>
    <message>
        <source>must be %1, not %2</source>
        <translation>必须是%1，不能是%2</translation>
    </message>
    <message>
        <source>cannot be written: a name appears twice, or a value cannot be represented in the file</source>
        <translation>无法写入：有名称重复，或有值无法在文件中表示</translation>
    </message>
    <message>
        <source>unknown field; store keys outside this file and reference them: &quot;keys&quot;: [{&quot;name&quot;: &quot;main&quot;, &quot;secret&quot;: &quot;keychain:NAME&quot;}]</source>
        <translation>未知字段；密钥应存放在这个文件之外，在此只写引用：&quot;keys&quot;: [{&quot;name&quot;: &quot;main&quot;, &quot;secret&quot;: &quot;keychain:NAME&quot;}]</translation>
    </message>
    <message>
        <source>unknown field; it is kept but has no effect</source>
        <translation>未知字段；会保留，但不起作用</translation>
    </message>
    <message>
        <source>more problems follow; they are not listed</source>
        <translation>还有更多问题，未全部列出</translation>
    </message>
    <message>
        <source>text in which ${key} is the key in use, or {&quot;secret&quot;: &quot;keychain:NAME&quot;}</source>
        <translation>文本（其中 ${key} 表示正在使用的密钥），或 {&quot;secret&quot;: &quot;keychain:NAME&quot;}</translation>
    </message>
    <message>
        <source>the URL of a JSON Schema</source>
        <translation> JSON Schema 的 URL</translation>
    </message>
    <message>
        <source>is %1, but this version of Signalbox reads versions up to %2; update Signalbox, or restore an older configuration: signalboxd config history</source>
        <translation>是 %1，而此版本的 Signalbox 最高支持 %2；请更新 Signalbox，或恢复较早的配置：signalboxd config history</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>must be at most %1 bytes long, not %2</source>
        <translation>最多 %1 个字节，现在是 %2 个</translation>
    </message>
    <message>
        <source>must not contain control characters such as line feeds</source>
        <translation>不能含有换行符等控制字符</translation>
    </message>
    <message>
        <source>must be %1, not other text</source>
        <translation>必须是%1，不能是其他文本</translation>
    </message>
    <message>
        <source>must not contain a slash or a space</source>
        <translation>不能含有斜杠或空格</translation>
    </message>
    <message>
        <source>must not contain invisible characters such as text direction marks</source>
        <translation>不能含有不可见字符，例如文字方向标记</translation>
    </message>
    <message>
        <source>must not be blank</source>
        <translation>不能为空白</translation>
    </message>
    <message>
        <source>must be another name: &quot;Signalbox&quot; is reserved for requests from its own window</source>
        <translation>必须换一个名称：“Signalbox”保留给它自己窗口发出的请求</translation>
    </message>
    <message>
        <source>must be another name: &quot;anonymous&quot; stands for every caller without a key</source>
        <translation>必须换一个名称：“anonymous”表示所有没有密钥的调用方</translation>
    </message>
    <message>
        <source>looks like a key, not like the name of a variable: put the key into a variable and write its name, such as env:DEEPSEEK_API_KEY, or store it in the keychain</source>
        <translation>看起来是密钥，而不是变量名：请把密钥放进环境变量并写上变量名，例如 env:DEEPSEEK_API_KEY，或存入钥匙串</translation>
    </message>
    <message>
        <source>looks like a key, not like a name: write a name such as deepseek/main, and store the key under it</source>
        <translation>看起来是密钥，而不是名称：请写一个名称，例如 deepseek/main，并把密钥存在该名称下</translation>
    </message>
    <message>
        <source>must be an http:// or https:// URL without user name, password or fragment</source>
        <translation>必须是 http:// 或 https:// 开头的 URL，不含用户名、密码和片段</translation>
    </message>
    <message>
        <source>must be an https:// URL without user name, password or fragment; http:// is allowed only for this machine, such as http://127.0.0.1:8000/prices.json</source>
        <translation>必须是 https:// 开头的 URL，不含用户名、密码和片段；http:// 只能用于本机，例如 http://127.0.0.1:8000/prices.json</translation>
    </message>
    <message>
        <source>must be an http:// or https:// URL without user name, password or fragment, or &quot;env&quot;</source>
        <translation>必须是 http:// 或 https:// 开头的 URL（不含用户名、密码和片段），或“env”</translation>
    </message>
    <message>
        <source>must be &quot;system&quot;, &quot;none&quot; or a URL such as http://host:3128, socks5://host:1080 or socks5h://host:1080; put user name and password into {&quot;url&quot;, &quot;user&quot;, &quot;secret&quot;}</source>
        <translation>必须是“system”、“none”或 http://host:3128、socks5://host:1080、socks5h://host:1080 这样的 URL；用户名和密码请写成 {&quot;url&quot;, &quot;user&quot;, &quot;secret&quot;}</translation>
    </message>
    <message>
        <source>must be written as clients send it: %1</source>
        <translation>必须写成客户端发送的形式：%1</translation>
    </message>
    <message>
        <source>may contain * only for every origin of an app&apos;s own scheme, such as vscode-webview://*; write web origins in full</source>
        <translation>只能用 * 表示某个应用自有协议下的全部来源，例如 vscode-webview://*；网页来源请完整写出</translation>
    </message>
    <message>
        <source>must be an HTTP method in upper case, such as POST</source>
        <translation>必须是大写的 HTTP 方法，例如 POST</translation>
    </message>
    <message>
        <source>must start with a slash</source>
        <translation>必须以斜杠开头</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression: %1</source>
        <translation>必须是有效的 RE2 正则表达式：%1</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression; RE2 has no lookahead or lookbehind (%1): add a route for the exceptions before this route, or list the values</source>
        <translation>必须是有效的 RE2 正则表达式；RE2 不支持环视（%1）：请在此路由之前为例外情况添加路由，或逐一列出要匹配的值</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression; RE2 has no backreferences (%1): write out the alternatives</source>
        <translation>必须是有效的 RE2 正则表达式；RE2 不支持反向引用（%1）：请逐一写出各种可能</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression; RE2 has no atomic groups or possessive quantifiers (%1): remove them, RE2 does not backtrack</source>
        <translation>必须是有效的 RE2 正则表达式；RE2 不支持原子组和占有量词（%1）：请去掉它们，RE2 不会回溯</translation>
    </message>
    <message>
        <source>is empty, but every route to this provider is limited to consumers (%1), so other callers are refused, also with &quot;%2/MODEL&quot;. List the consumers here to confirm this, or add a route without consumers to open the provider to everyone</source>
        <translation>为空，但通往该供应商的路由都限定了调用方（%1），因此其他调用方会被拒绝，用“%2/MODEL”也一样。要确认这一点，请在此列出调用方；要对所有调用方开放该供应商，请添加一条不限调用方的路由</translation>
    </message>
    <message>
        <source>does not restrict local callers: while listen.require_key is &quot;auto&quot;, a local caller that sends no key is &quot;anonymous&quot; and may use more. Set listen.require_key to &quot;always&quot;, or set &quot;consumers&quot; for routes and providers</source>
        <translation>对本机调用方不起限制作用：listen.require_key 为“auto”时，不发送密钥的本机调用方即为“anonymous”，可用的反而更多。请将 listen.require_key 设为“always”，或为路由和供应商设置“consumers”</translation>
    </message>
    <message>
        <source>must be a model name, a prefix followed by *, or ~ followed by a regular expression</source>
        <translation>必须是模型名称、末尾带 * 的前缀，或 ~ 加正则表达式</translation>
    </message>
    <message>
        <source>must be a SHA-256 hash: 64 lower-case hexadecimal digits</source>
        <translation>必须是 SHA-256 哈希值：64 位小写十六进制数字</translation>
    </message>
    <message>
        <source>must be a date such as 2026-10-01</source>
        <translation>必须是 2026-10-01 这样的日期</translation>
    </message>
    <message>
        <source>must be a date such as 2026-10-01, or a range such as 2026-10-01..2026-10-07</source>
        <translation>必须是 2026-10-01 这样的日期，或 2026-10-01..2026-10-07 这样的日期范围</translation>
    </message>
    <message>
        <source>must be the name of a log category, such as http</source>
        <translation>必须是日志类别的名称，例如 http</translation>
    </message>
    <message>
        <source>appears twice in the same object; remove one of them</source>
        <translation>在同一个对象中出现了两次；请删除其中一个</translation>
    </message>
    <message>
        <source>is not valid JSON: line %1, column %2: %3</source>
        <translation>不是有效的 JSON：第 %1 行第 %2 列：%3</translation>
    </message>
    <message>
        <source>is empty; the minimum is {&quot;version&quot;: 1}</source>
        <translation>是空的；至少要有 {&quot;version&quot;: 1}</translation>
    </message>
    <message>
        <source>is not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a loopback address, so every caller needs a consumer key: add one to &quot;consumers&quot;</source>
        <translation>“%1”不是环回地址，所有请求都需要调用方密钥：请在“consumers”中添加一个</translation>
    </message>
    <message>
        <source>the configuration file is missing; the configuration in use stays in force until the file is back, or until the next start</source>
        <translation>配置文件缺失；在文件恢复或下次启动之前，当前的配置继续有效</translation>
    </message>
    <message>
        <source>Port %1 on %2 is taken by another user&apos;s program. Stop the program, or choose another port with %3 or %4.</source>
        <translation>%2 上的端口 %1 已被其他用户的程序占用。请停止该程序，或用 %3 或 %4 选择其他端口。</translation>
    </message>
    <message>
        <source>Port %1 on %2 is taken by another Signalbox (process %3). Stop it, or change %4 or %5 to run both.</source>
        <translation>%2 上的端口 %1 已被另一个 Signalbox 占用（进程 %3）。请停止它；要同时运行，请更改 %4 或 %5。</translation>
    </message>
    <message>
        <source>unknown provider type &quot;%1&quot;. For any server that speaks OpenAI&apos;s protocol, use &quot;openai-compatible&quot; with a base_url</source>
        <translation>未知的供应商类型“%1”。任何使用 OpenAI 协议的服务器都可以用“openai-compatible”加 base_url</translation>
    </message>
    <message>
        <source>unknown provider type &quot;%1&quot;; did you mean &quot;%2&quot;? For any server that speaks OpenAI&apos;s protocol, use &quot;openai-compatible&quot; with a base_url</source>
        <translation>未知的供应商类型“%1”；是否想写“%2”？任何使用 OpenAI 协议的服务器都可以用“openai-compatible”加 base_url</translation>
    </message>
    <message>
        <source>not a valid value; put text in quotes, the only bare words are true, false and null</source>
        <translation>不是有效的值；文本要加引号，不加引号的词只能是 true、false 和 null</translation>
    </message>
    <message>
        <source>a digit is missing in this number</source>
        <translation>这个数字缺少数位</translation>
    </message>
    <message>
        <source>closing quote missing</source>
        <translation>缺少结尾的引号</translation>
    </message>
    <message>
        <source>closing quote missing on this line, or unescaped control character; write a tab as \t</source>
        <translation>本行缺少结尾的引号，或有未转义的控制字符；制表符应写作 \t</translation>
    </message>
    <message>
        <source>incomplete \u surrogate pair</source>
        <translation>\u 代理对不完整</translation>
    </message>
    <message>
        <source>invalid escape; write a backslash in text as \\</source>
        <translation>转义无效；文本中的反斜杠要写作 \\</translation>
    </message>
    <message>
        <source>text is not valid UTF-8</source>
        <translation>文本不是有效的 UTF-8</translation>
    </message>
    <message>
        <source>the byte order mark at the start of the file is damaged</source>
        <translation>文件开头的字节顺序标记已损坏</translation>
    </message>
    <message>
        <source>unexpected token</source>
        <translation>意外的字符</translation>
    </message>
    <message>
        <source>expected a name in quotes, found %1</source>
        <translation>应为带引号的名称，实际是 %1</translation>
    </message>
    <message>
        <source>expected %2, found %1</source>
        <translation>应为 %2，实际是 %1</translation>
    </message>
    <message>
        <source>was written by a newer version of Signalbox, so this version only reads the file: update Signalbox, or restore an older configuration</source>
        <translation>由更新版本的 Signalbox 写入，此版本只读取该文件：请更新 Signalbox，或恢复较早的配置</translation>
    </message>
    <message>
        <source>another program changed %1; review the change and try again</source>
        <translation>另一个程序更改了 %1；请查看该更改后重试</translation>
    </message>
    <message>
        <source>the configuration file on disk is not valid; correct it first, so that nothing in it is lost</source>
        <translation>磁盘上的配置文件无效；请先改正，以免丢失其中的内容</translation>
    </message>
    <message>
        <source>there is nothing to undo</source>
        <translation>没有可撤销的更改</translation>
    </message>
    <message>
        <source>is missing, and the built-in price list does not have it for this model, so requests count as unpriced; set it, to 0 if nothing is charged</source>
        <translation>未填写，内置价目表中也没有该模型的这一项价格，因此请求按“没有价格”计；请填写，不收费时填 0</translation>
    </message>
    <message>
        <source>has &quot;${&quot; without a closing &quot;}&quot;</source>
        <translation>含有“${”，但缺少“}”</translation>
    </message>
    <message>
        <source>is missing: base_url needs it</source>
        <translation>未填写：base_url 需要它</translation>
    </message>
    <message>
        <source>unknown provider &quot;%1&quot;; for a server that is not in the catalog, use openai-compatible with its base_url</source>
        <translation>目录中没有供应商“%1”；目录以外的服务器请用 openai-compatible 并填写 base_url</translation>
    </message>
    <message>
        <source>is missing: %1 has no default address</source>
        <translation>未填写：%1 没有默认地址</translation>
    </message>
    <message>
        <source>is the address of Signalbox itself: every request would end as loop_detected; set the provider&apos;s own address</source>
        <translation>是 Signalbox 自己的地址：每个请求都会以 loop_detected 结束；请填写供应商自己的地址</translation>
    </message>
    <message>
        <source>has port 0; a port is a number from 1 to 65535</source>
        <translation>端口为 0；端口应是 1 到 65535 的数字</translation>
    </message>
    <message>
        <source>is the same as %1; give one of the two entries another %2, or remove one of them</source>
        <translation>与 %1 相同；请为其中一项换一个 %2，或删除其中一项</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, and so is %2; give one of the two entries another %3, or remove one of them</source>
        <translation>是“%1”，%2 也是；请为其中一项换一个 %3，或删除其中一项</translation>
    </message>
    <message>
        <source>there is no consumer &quot;%1&quot;</source>
        <translation>没有调用方“%1”</translation>
    </message>
    <message>
        <source>there is no route &quot;%1&quot;</source>
        <translation>没有路由“%1”</translation>
    </message>
    <message>
        <source>Port %1 on %2 is taken by another Signalbox (version %3), possibly of another user or in a container. Stop it, or change %4 or %5 to run both.</source>
        <translation>%2 上的端口 %1 已被另一个 Signalbox（版本 %3）占用，它可能由其他用户运行，或在容器中运行。请停止它；要同时运行，请更改 %4 或 %5。</translation>
    </message>
    <message>
        <source>Port %1 on %2 is taken by another Signalbox, version %3 (%4, process %5). Stop it, or change %6 or %7 to run both.</source>
        <translation>%2 上的端口 %1 已被另一个 Signalbox 占用（版本 %3，%4，进程 %5）。请停止它；要同时运行，请更改 %6 或 %7。</translation>
    </message>
    <message>
        <source>the configuration file was missing; it was replaced by %1, which an interrupted write had left</source>
        <translation>配置文件缺失；已用一次中断的写入留下的 %1 替换</translation>
    </message>
    <message>
        <source>must be the name or id of a user of this machine</source>
        <translation>必须是本机的用户名或用户 ID</translation>
    </message>
    <message>
        <source>%1: the content was lost, and there is no intact copy. Restore a backup, or delete the file to start over</source>
        <translation>%1：内容已丢失，也没有完好的副本。请恢复备份，或删除该文件以重新开始</translation>
    </message>
    <message>
        <source>%1: the content was lost. The newest intact copy is %2 (providers: %3, routes: %4, consumers: %5). Restore it with: %6</source>
        <translation>%1：内容已丢失。最新的完好副本是 %2（供应商：%3，路由：%4，调用方：%5）。恢复命令：%6</translation>
    </message>
    <message>
        <source>the file is a link to %1, which does not exist, so there is no configuration; create that file, or change the link</source>
        <translation>该文件是指向 %1 的链接，而 %1 不存在，因此没有配置；请创建该文件，或修改链接</translation>
    </message>
    <message>
        <source>the file does not contain a JSON object</source>
        <translation>文件内容不是 JSON 对象</translation>
    </message>
    <message>
        <source>the file is truncated</source>
        <translation>文件不完整</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件是空的</translation>
    </message>
    <message>
        <source>is an IPv4 address in IPv6 notation: write %1</source>
        <translation>是 IPv6 写法的 IPv4 地址：请写成 %1</translation>
    </message>
    <message>
        <source>must not have a dot at the end of the host: write %1</source>
        <translation>主机名末尾不能有点：请写成 %1</translation>
    </message>
    <message>
        <source>is an IPv4 address in an unusual notation: write four decimal numbers without leading zeros, such as 127.0.0.1</source>
        <translation>IPv4 地址的写法不规范：请写成四个不带前导零的十进制数，例如 127.0.0.1</translation>
    </message>
    <message>
        <source>must not have an @ before the host</source>
        <translation>主机名前不能有 @</translation>
    </message>
    <message>
        <source>includes every address, so any caller could claim any address; list only the addresses of your proxies</source>
        <translation>包含所有地址，任何调用方都可以冒充任意地址；请只列出你的代理的地址</translation>
    </message>
    <message>
        <source>in a list, &quot;%1&quot; is a user name, and this machine has no such user, so the entry has no effect; write it as text: &quot;local_users&quot;: &quot;%1&quot;</source>
        <translation>在列表中，“%1”是用户名，而本机没有这个用户，因此该项不起作用；请写成文本：&quot;local_users&quot;: &quot;%1&quot;</translation>
    </message>
    <message>
        <source>this machine has no user &quot;%1&quot;, so the entry has no effect; write the name or id of a user of this machine</source>
        <translation>本机没有用户“%1”，因此该项不起作用；请填写本机的用户名或用户 ID</translation>
    </message>
    <message>
        <source>the number %1</source>
        <translation>数字 %1</translation>
    </message>
    <message>
        <source>is longer than %1 characters; shorten the expression</source>
        <translation>超过 %1 个字符；请缩短表达式</translation>
    </message>
    <message>
        <source>is nested too deeply at character %1; use at most %2 nested parentheses and minus signs</source>
        <translation>第 %1 个字符处嵌套过深；括号和负号最多嵌套 %2 层</translation>
    </message>
    <message>
        <source>lacks the closing parenthesis for the one at character %1; add it</source>
        <translation>第 %1 个字符处的括号没有闭合；请补上右括号</translation>
    </message>
    <message>
        <source>has the unknown name &quot;%1&quot; at character %2; use %3</source>
        <translation>第 %2 个字符处的名称“%1”未知；可用的名称：%3</translation>
    </message>
    <message>
        <source>divides by something that may be 0 at character %1; divide by a number</source>
        <translation>第 %1 个字符处的除数可能为 0；请除以常数</translation>
    </message>
    <message>
        <source>divides by zero at character %1; divide by another number</source>
        <translation>第 %1 个字符处除以了 0；请换一个除数</translation>
    </message>
    <message>
        <source>ends where a number or a name is expected, at character %1</source>
        <translation>在第 %1 个字符处就结束了，此处应有数字或名称</translation>
    </message>
    <message>
        <source>has something unexpected at character %1; use numbers, + - * /, parentheses and %2</source>
        <translation>第 %1 个字符处有意外的内容；请使用数字、+ - * /、括号，以及 %2</translation>
    </message>
    <message>
        <source>must differ from that of %1: names of limits are unique in the configuration</source>
        <translation>必须与 %1 的名称不同：限额名称在整个配置中唯一</translation>
    </message>
    <message>
        <source>must begin with the id of a configured provider</source>
        <translation>必须以已配置的供应商 id 开头</translation>
    </message>
    <message>
        <source>is a target that this limit covers itself, so requests would be refused there as well; name another target, or take this one out of &quot;match&quot;</source>
        <translation>该目标本身也受此限额约束，请求在那里同样会被拒绝；请指定其他目标，或将其从 “match” 中移除</translation>
    </message>
    <message>
        <source>is not the id of a configured provider, so it matches nothing</source>
        <translation>不是已配置的供应商 id，因此不匹配任何请求</translation>
    </message>
    <message>
        <source>is not the name of a configured consumer, so it matches nothing</source>
        <translation>不是已配置的调用方名称，因此不匹配任何请求</translation>
    </message>
    <message>
        <source>has no effect unless the budget is enforced; set &quot;enforce&quot;, or remove the name</source>
        <translation>除非强制执行该预算，否则不起作用；请设置 “enforce”，或删除名称</translation>
    </message>
    <message>
        <source>&quot;refuse&quot; or an object such as {&quot;to&quot;: &quot;ollama/qwen3&quot;}</source>
        <translation>“refuse” 或一个对象，例如 {&quot;to&quot;: &quot;ollama/qwen3&quot;}</translation>
    </message>
    <message>
        <source>applies only to a limit of &quot;tokens&quot;; remove it</source>
        <translation>仅适用于 “tokens” 限额；请删除</translation>
    </message>
    <message>
        <source>applies only to a limit of &quot;cost&quot;; remove it</source>
        <translation>仅适用于 “cost” 限额；请删除</translation>
    </message>
    <message>
        <source>applies only to a limit of &quot;tokens&quot; or &quot;cost&quot;; remove it</source>
        <translation>仅适用于 “tokens” 或 “cost” 限额；请删除</translation>
    </message>
    <message>
        <source>applies only to a limit of &quot;concurrent&quot;; remove it</source>
        <translation>仅适用于 “concurrent” 限额；请删除</translation>
    </message>
    <message>
        <source>has no meaning for a limit of requests in flight; remove it</source>
        <translation>对并发请求数的限额没有意义；请删除</translation>
    </message>
    <message>
        <source>is missing; write second, minute, hour, day, week, month or {&quot;seconds&quot;: N}</source>
        <translation>缺失；请填写 second、minute、hour、day、week、month 或 {&quot;seconds&quot;: N}</translation>
    </message>
    <message>
        <source>needs a unit of the calendar: set &quot;per&quot; to second, minute, hour, day, week or month, or remove &quot;calendar&quot;</source>
        <translation>需要日历单位：请将 “per” 设为 second、minute、hour、day、week 或 month，或删除 “calendar”</translation>
    </message>
    <message>
        <source>must be a whole number, because the limit counts %1</source>
        <translation>必须是整数，因为该限额计算的是 %1</translation>
    </message>
    <message>
        <source>has no effect because it is not above the limit</source>
        <translation>不起作用，因为它不高于限额</translation>
    </message>
    <message>
        <source>must not be set beside &quot;%1&quot;: a limit counts one thing; make two limits</source>
        <translation>不能与“%1”同时设置：一条限额只计一项；请分成两条限额</translation>
    </message>
    <message>
        <source>must have one of &quot;requests&quot;, &quot;tokens&quot;, &quot;cost&quot; and &quot;concurrent&quot;</source>
        <translation>必须包含 “requests”、“tokens”、“cost” 和 “concurrent” 中的一项</translation>
    </message>
    <message>
        <source>has no effect without &quot;queue&quot;, the number of requests that may wait; set it, or remove &quot;queue_ms&quot;</source>
        <translation>没有 “queue”（可排队的请求数）时不起作用；请设置它，或删除 “queue_ms”</translation>
    </message>
    <message>
        <source>must consist of letters, digits, dots, hyphens and underscores</source>
        <translation>只能由字母、数字、点、连字符和下划线组成</translation>
    </message>
    <message>
        <source>must be a provider and a model, such as ollama/qwen3</source>
        <translation>必须是供应商和模型，例如 ollama/qwen3</translation>
    </message>
    <message>
        <source>is the only target that requests have anyway, so the limit would stop nothing; name another target, or remove &quot;on_exceeded&quot;</source>
        <translation>该目标本来就是请求的唯一目标，因此此限额什么也拦不下；请指定其他目标，或移除 “on_exceeded”</translation>
    </message>
    <message>
        <source>is in this list already; remove it, or name another one</source>
        <translation>在此列表中已存在；请删除，或改为其他值</translation>
    </message>
    <message>
        <source>does not limit model &quot;%1&quot; of provider &quot;%2&quot;, because its price is neither set nor in the built-in list; set it in usage.prices, to 0 if nothing is charged</source>
        <translation>无法限制供应商“%2”的模型“%1”，因为它的价格既未设置，也不在内置价目表中；请在 usage.prices 中设置，不收费则设为 0</translation>
    </message>
    <message>
        <source>must not be set beside &quot;client_credential&quot;: a client&apos;s own key is sent to the first target only; remove one of them</source>
        <translation>不能与“client_credential”同时设置：客户端自己的密钥只发给第一个目标；请移除其中一项</translation>
    </message>
    <message>
        <source>is 0, so no request is copied; set &quot;shadow&quot; to null to turn it off</source>
        <translation>为 0，因此不会复制任何请求；如要关闭，请将“shadow”设为 null</translation>
    </message>
    <message>
        <source>must be the index of a target of this route, from 0 to %1</source>
        <translation>必须是此路由中目标的序号，从 0 到 %1</translation>
    </message>
    <message>
        <source>must be a target with a &quot;model&quot; of its own: otherwise each request would compare other models</source>
        <translation>必须是有自己的 “model” 的目标：否则每个请求比较的模型都不同</translation>
    </message>
    <message>
        <source>has weight 0, so it is never used and the experiment does not run; set a weight above 0</source>
        <translation>权重为 0，因此从不使用，实验也不会运行；请设置大于 0 的权重</translation>
    </message>
    <message>
        <source>must be another target than that of the first arm</source>
        <translation>必须是与第一组不同的目标</translation>
    </message>
    <message>
        <source>is 0, so all requests go to the other arm and nothing can be shown; set a share above 0</source>
        <translation>为 0，因此所有请求都发往另一组，看不出任何结果；请设置大于 0 的份额</translation>
    </message>
    <message>
        <source>is the name of the experiment of route &quot;%1&quot; too; choose another one</source>
        <translation>也是路由“%1”的实验的名称；请另选一个</translation>
    </message>
    <message>
        <source>must have two entries: an experiment compares two targets</source>
        <translation>必须有两项：实验比较两个目标</translation>
    </message>
    <message>
        <source>both shares are 0; set at least one above 0</source>
        <translation>两个份额都是 0；请至少把一个设为大于 0</translation>
    </message>
    <message>
        <source>is missing: the measure &quot;judge&quot; needs a judge, as {&quot;model&quot;: &quot;PROVIDER/MODEL&quot;, &quot;rubric&quot;: &quot;helpful&quot;}</source>
        <translation>缺失：度量 judge 需要评判模型，包括 model（PROVIDER/MODEL）和 rubric（如 helpful）</translation>
    </message>
    <message>
        <source>is not used: &quot;measure&quot; is not &quot;judge&quot;</source>
        <translation>未使用：measure 不是 judge</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>%1 belongs to another installation or profile with its own settings and is not changed. To use Signalbox there, copy the settings to it.</source>
        <translation>%1 属于另一处安装或配置文件，有自己的设置，不会改动。如需在那里使用 Signalbox，请把设置复制过去。</translation>
    </message>
    <message>
        <source>%1 in %2 may send requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.</source>
        <translation>%2 中的 %1 可能会把发往本机的请求交给代理。请在那里把 127.0.0.1 和 localhost 加入 NO_PROXY，或将其移除。</translation>
    </message>
    <message>
        <source>%1 in %2 sends requests for this machine to a proxy. Add 127.0.0.1 and localhost to NO_PROXY there, or remove it.</source>
        <translation>%2 中的 %1 会把发往本机的请求交给代理。请在那里把 127.0.0.1 和 localhost 加入 NO_PROXY，或将其移除。</translation>
    </message>
    <message>
        <source>%1 in %2 may override some of these settings. The other settings work.</source>
        <translation>%2 中的 %1 可能覆盖其中部分设置。其余设置有效。</translation>
    </message>
    <message>
        <source>%1 in %2 overrides these settings. Remove it, or they have no effect.</source>
        <translation>%2 中的 %1 会覆盖这些设置。请将其移除，否则设置不起作用。</translation>
    </message>
    <message>
        <source>%1 in %2 makes the client use another provider instead of Signalbox. Remove it.</source>
        <translation>%2 中的 %1 使该客户端使用其他供应商，而不使用 Signalbox。请将其移除。</translation>
    </message>
    <message>
        <source>%1 in %2 sets another folder for the client&apos;s files. Also set it in the environment of Signalbox, or remove it.</source>
        <translation>%2 中的 %1 为该客户端的文件指定了另一个文件夹。请在 Signalbox 的环境中也设置它，或将其移除。</translation>
    </message>
    <message>
        <source>%1 contains %2, which overrides the file. Remove it, or these settings have no effect.</source>
        <translation>%1 中有 %2，会覆盖该文件。请将其移除，否则设置不起作用。</translation>
    </message>
    <message>
        <source>The client reads %1 instead of this file. Merge both into one file and remove the other, or these settings have no effect.</source>
        <translation>客户端读取的是 %1，而不是该文件。请把两者合并到一个文件并移除另一个，否则设置不起作用。</translation>
    </message>
    <message>
        <source>The certificate in %1 is not valid before %2.</source>
        <translation>%1 中的证书在 %2 之前无效。</translation>
    </message>
    <message>
        <source>There is no certificate yet.</source>
        <translation>还没有证书。</translation>
    </message>
    <message>
        <source>The ledger cannot be read: %1.</source>
        <translation>无法读取用量记录：%1。</translation>
    </message>
    <message>
        <source>The ledger is damaged: %1.</source>
        <translation>用量记录已损坏：%1。</translation>
    </message>
    <message>
        <source>The data folder %1 cannot be written to.</source>
        <translation>数据文件夹 %1 无法写入。</translation>
    </message>
    <message>
        <source>The keychain is locked.</source>
        <translation>钥匙串已锁定。</translation>
    </message>
    <message>
        <source>The keychain did not answer in time.</source>
        <translation>钥匙串没有及时响应。</translation>
    </message>
    <message>
        <source>The group of the key file %1 can read it.</source>
        <translation>密钥文件 %1 所属的用户组可以读取它。</translation>
    </message>
    <message>
        <source>Every user of this machine can read the key file %1.</source>
        <translation>这台机器上的所有用户都可以读取密钥文件 %1。</translation>
    </message>
    <message>
        <source>%1 cannot be reached through the proxy %2: %3.</source>
        <translation>无法通过代理 %2 连接到 %1：%3。</translation>
    </message>
    <message>
        <source>Start Signalbox; the port is free.</source>
        <translation>端口空闲，请启动 Signalbox。</translation>
    </message>
    <message>
        <source>Requests to every provider are sent directly, without a proxy.</source>
        <translation>发往所有供应商的请求都直接发送，不经过代理。</translation>
    </message>
    <message>
        <source>The file of %1 cannot be read: %2.</source>
        <translation>无法读取 %1 的文件：%2。</translation>
    </message>
    <message>
        <source>The list of clients cannot be read: %1</source>
        <translation>无法读取客户端列表：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (and %2 more)</source>
        <translation>%1（另有 %2 条）</translation>
    </message>
    <message>
        <source>The data folder %1 is on a disk that is almost full: %2 has %3 of %4 left.</source>
        <translation>数据文件夹 %1 所在的磁盘快满了：%2 共 %4，还剩 %3。</translation>
    </message>
    <message>
        <source>If other people use this machine, set “listen.require_key” to “always” and give each client a consumer key.</source>
        <translation>如果还有其他人使用本机，请将“listen.require_key”设为“always”，并为每个客户端提供调用方密钥。</translation>
    </message>
    <message>
        <source>If you know that address, approve it on the Providers page, or with: signalboxd key approve %1</source>
        <translation>如果认识该地址，请在“供应商”页批准，或运行：signalboxd key approve %1</translation>
    </message>
    <message>
        <source>Remove the quotes.</source>
        <translation>请去掉引号。</translation>
    </message>
    <message>
        <source>Save the file as UTF-8. In Windows PowerShell, write it with Set-Content -Encoding utf8 rather than with &gt;.</source>
        <translation>请将文件保存为 UTF-8。在 Windows PowerShell 中，请使用 Set-Content -Encoding utf8 写入，而不要使用 &gt;。</translation>
    </message>
    <message>
        <source>Nothing can be sent to provider %1: %2.</source>
        <translation>无法向供应商 %1 发送任何内容：%2。</translation>
    </message>
    <message>
        <source>Tools that use OpenSSL find nothing there until you run “openssl rehash %1”. Signalbox does not need it.</source>
        <translation>使用 OpenSSL 的工具在其中找不到证书，除非运行“openssl rehash %1”。Signalbox 不需要这样做。</translation>
    </message>
    <message>
        <source>Check the account’s balance and plan at the provider.</source>
        <translation>请在供应商处检查账户的余额和套餐。</translation>
    </message>
    <message>
        <source>Check that the key is valid and enabled at the provider.</source>
        <translation>请在供应商处确认该密钥有效且已启用。</translation>
    </message>
    <message>
        <source>%1 is not used: %2 takes precedence.</source>
        <translation>未使用 %1：%2 优先。</translation>
    </message>
    <message>
        <source>No certificate can be read from %1.</source>
        <translation>无法从 %1 读取证书。</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>无法连接到 %1：%2。</translation>
    </message>
    <message>
        <source>Check the network, the DNS server and base_url of the provider.</source>
        <translation>请检查网络、DNS 服务器和该供应商的 base_url。</translation>
    </message>
    <message>
        <source>Check the network and the firewall. If the provider can only be reached through a proxy, set its “proxy”.</source>
        <translation>请检查网络和防火墙。如果只能通过代理访问这个供应商，请设置它的“proxy”。</translation>
    </message>
    <message>
        <source>No provider reported the time.</source>
        <translation>没有供应商提供时间。</translation>
    </message>
    <message>
        <source>Check the network, the DNS server and “export.otlp.endpoint”.</source>
        <translation>请检查网络、DNS 服务器和“export.otlp.endpoint”。</translation>
    </message>
    <message>
        <source>Start the collector, or correct “export.otlp.endpoint”.</source>
        <translation>请启动收集器，或更正“export.otlp.endpoint”。</translation>
    </message>
    <message>
        <source>Check the proxy, or list the collector’s host in NO_PROXY.</source>
        <translation>请检查代理，或将收集器的主机列入 NO_PROXY。</translation>
    </message>
    <message>
        <source>Correct “export.otlp.endpoint” if that is not the collector.</source>
        <translation>如果那不是收集器的地址，请更正“export.otlp.endpoint”。</translation>
    </message>
    <message>
        <source>Traces and metrics cannot be sent to %1: %2.</source>
        <translation>追踪和指标无法发送到 %1：%2。</translation>
    </message>
    <message>
        <source>Provider %1 cannot sign in at %2: %3.</source>
        <translation>供应商 %1 无法在 %2 登录：%3。</translation>
    </message>
    <message>
        <source>Traces and metrics are sent to %1 directly, without a proxy.</source>
        <translation>追踪和指标直接发送到 %1，不经过代理。</translation>
    </message>
    <message>
        <source>Provider %1 signs in at %2 directly, without a proxy.</source>
        <translation>供应商 %1 直接在 %2 登录，不经过代理。</translation>
    </message>
    <message>
        <source>Check the network and the DNS server.</source>
        <translation>请检查网络和 DNS 服务器。</translation>
    </message>
    <message>
        <source>“%1” of consumer “%2” does not restrict local callers: a caller that sends no key may use more.</source>
        <translation>调用方“%2”的“%1”对本机请求不起限制作用：不带密钥的请求可用的反而更多。</translation>
    </message>
    <message>
        <source>Set listen.require_key to “always”, or set “consumers” for routes and providers.</source>
        <translation>请将 listen.require_key 设为“always”，或为路由和供应商设置“consumers”。</translation>
    </message>
    <message>
        <source>The setup of clients is not checked here.</source>
        <translation>这里不检查客户端的设置。</translation>
    </message>
    <message>
        <source>The provider cannot be used: %1</source>
        <translation>无法使用该供应商：%1</translation>
    </message>
    <message>
        <source>Replace it with a new certificate and restart Signalbox.</source>
        <translation>请换上新的证书，然后重新启动 Signalbox。</translation>
    </message>
    <message>
        <source>Restart Signalbox to create a new certificate. If that does not help, correct the clock.</source>
        <translation>请重新启动 Signalbox，它会生成新的证书。如果问题仍在，请校准时钟。</translation>
    </message>
    <message>
        <source>The certificate in %1 expired on %2.</source>
        <translation>%1 中的证书已于 %2 过期。</translation>
    </message>
    <message>
        <source>The certificate is valid for %1 until %2.</source>
        <translation>证书适用于 %1，有效期至 %2。</translation>
    </message>
    <message>
        <source>HTTPS is disabled.</source>
        <translation>HTTPS 已停用。</translation>
    </message>
    <message>
        <source>Signalbox creates it when it serves HTTPS for the first time.</source>
        <translation>Signalbox 首次提供 HTTPS 服务时会生成证书。</translation>
    </message>
    <message>
        <source>Requests are served but not recorded. Stop Signalbox and move %1 away; the next start creates a new ledger.</source>
        <translation>请求照常处理，但不会记录。请停止 Signalbox 并移走 %1，下次启动时会新建用量记录。</translation>
    </message>
    <message>
        <source>It holds the ledger, certificates and state. Make it writable for your account, or choose another folder with --data-dir.</source>
        <translation>用量记录、证书和状态都保存在那里。请让你的账户可以写入，或用 --data-dir 另选文件夹。</translation>
    </message>
    <message>
        <source>The system does not report how much space is left.</source>
        <translation>系统没有提供剩余空间的信息。</translation>
    </message>
    <message>
        <source>The configuration is valid.</source>
        <translation>配置有效。</translation>
    </message>
    <message>
        <source>signalboxd --check-config lists all problems. The invalid configuration is not in force.</source>
        <translation>signalboxd --check-config 会列出全部问题。有误的配置不会生效。</translation>
    </message>
    <message>
        <source>Unlock it; the keys are then read automatically.</source>
        <translation>请将其解锁，密钥随后会自动读取。</translation>
    </message>
    <message>
        <source>The keychain denied access.</source>
        <translation>钥匙串拒绝访问。</translation>
    </message>
    <message>
        <source>Allow access for Signalbox in the keychain’s own program.</source>
        <translation>请在钥匙串自己的程序中允许 Signalbox 访问。</translation>
    </message>
    <message>
        <source>It may be waiting for input in a window of its own. Answer it, or restart the keychain service.</source>
        <translation>它可能正在自己的窗口中等待输入。请完成输入，或重新启动钥匙串服务。</translation>
    </message>
    <message>
        <source>No keychain is available.</source>
        <translation>没有可用的钥匙串。</translation>
    </message>
    <message>
        <source>The keychain did not keep an entry that was stored in it.</source>
        <translation>钥匙串没有保留存入的条目。</translation>
    </message>
    <message>
        <source>Check in the keychain’s own program that a persistent default collection exists.</source>
        <translation>请在钥匙串自己的程序中确认有能长期保存条目的默认密钥环。</translation>
    </message>
    <message>
        <source>Key %1 does not exist.</source>
        <translation>密钥 %1 不存在。</translation>
    </message>
    <message>
        <source>Set that variable, or write the key into that file, where Signalbox is started, then restart Signalbox.</source>
        <translation>请在启动 Signalbox 的环境中设置该变量，或把密钥写入该文件，然后重新启动 Signalbox。</translation>
    </message>
    <message>
        <source>Key %1 is in a locked keychain.</source>
        <translation>密钥 %1 在已锁定的钥匙串中。</translation>
    </message>
    <message>
        <source>Access to key %1 was denied.</source>
        <translation>不允许读取密钥 %1。</translation>
    </message>
    <message>
        <source>For a file, remove the access of other users (chmod 600). For the keychain, allow access for Signalbox.</source>
        <translation>如果是文件，请禁止其他用户访问（chmod 600）；如果是钥匙串，请允许 Signalbox 访问。</translation>
    </message>
    <message>
        <source>Key %1 could not be read in time.</source>
        <translation>密钥 %1 未能及时读取。</translation>
    </message>
    <message>
        <source>Key %1 cannot be read: no keychain is available.</source>
        <translation>无法读取密钥 %1：没有可用的钥匙串。</translation>
    </message>
    <message>
        <source>The keychain works: an entry was stored, read and deleted.</source>
        <translation>钥匙串工作正常：可以写入、读取和删除条目。</translation>
    </message>
    <message>
        <source>Signalbox uses it because it cannot change its mode. Mount it with mode 0400 and with the user that runs Signalbox as its owner.</source>
        <translation>Signalbox 无法修改它的权限，因此照常使用。请以权限 0400 挂载，并将所有者设为运行 Signalbox 的用户。</translation>
    </message>
    <message>
        <source>All keys can be read: %1.</source>
        <translation>所有密钥都能读取：%1 个。</translation>
    </message>
    <message>
        <source>The configuration has no keys.</source>
        <translation>配置中没有密钥。</translation>
    </message>
    <message>
        <source>Host %1 was not found.</source>
        <translation>找不到主机 %1。</translation>
    </message>
    <message>
        <source>%1 is reachable, but its TLS connection cannot be trusted: %2.</source>
        <translation>可以连接到 %1，但 TLS 连接不可信：%2。</translation>
    </message>
    <message>
        <source>Correct the user name and password of the proxy, allow this address in the proxy, or choose another proxy or none for this provider.</source>
        <translation>请更正代理的用户名和密码，在代理中放行此地址，或为该供应商改用其他代理或不用代理。</translation>
    </message>
    <message>
        <source>Signalbox answers at %1 in %2 ms.</source>
        <translation>Signalbox 在 %1 响应，用时 %2 毫秒。</translation>
    </message>
    <message>
        <source>Stop that program, or choose another port: listen.http_port, listen.https_port.</source>
        <translation>请停止那个程序，或另选端口：listen.http_port、listen.https_port。</translation>
    </message>
    <message>
        <source>Another program answers at %1.</source>
        <translation>%1 上响应的是另一个程序。</translation>
    </message>
    <message>
        <source>Signalbox is running but does not answer at %1: %2.</source>
        <translation>Signalbox 正在运行，但在 %1 没有响应：%2。</translation>
    </message>
    <message>
        <source>Restart Signalbox. A firewall on this machine may block access to it.</source>
        <translation>请重新启动 Signalbox。本机的防火墙可能阻止了访问。</translation>
    </message>
    <message>
        <source>Nothing is listening on %1.</source>
        <translation>没有程序监听 %1。</translation>
    </message>
    <message>
        <source>%1 is reachable: connected in %2 ms, answered in %3 ms.</source>
        <translation>可以连接到 %1：连接 %2 毫秒，响应 %3 毫秒。</translation>
    </message>
    <message>
        <source>%1 is reachable: connected in %2 ms, TLS in %3 ms, answered in %4 ms.</source>
        <translation>可以连接到 %1：连接 %2 毫秒，TLS %3 毫秒，响应 %4 毫秒。</translation>
    </message>
    <message>
        <source>Proxy %1 is used for %2.</source>
        <translation>%2 使用代理 %1。</translation>
    </message>
    <message>
        <source>The clock agrees with %1.</source>
        <translation>时钟与 %1 一致。</translation>
    </message>
    <message>
        <source>The clock is %1 s ahead of %2.</source>
        <translation>时钟比 %2 快 %1 秒。</translation>
    </message>
    <message>
        <source>The clock is %1 s behind %2.</source>
        <translation>时钟比 %2 慢 %1 秒。</translation>
    </message>
    <message>
        <source>%1 points clients to this gateway.</source>
        <translation>%1 使客户端连接到本网关。</translation>
    </message>
    <message>
        <source>%1 points clients to %2 instead of this gateway.</source>
        <translation>%1 使客户端连接到 %2，绕过了本网关。</translation>
    </message>
    <message>
        <source>It overrides the clients’ own settings. Remove it from your shell profile, or set it to this gateway’s address.</source>
        <translation>它会覆盖客户端自己的设置。请从 shell 配置文件中删除它，或改为本网关的地址。</translation>
    </message>
    <message>
        <source>%1 is set: clients that read it send that key instead of their own.</source>
        <translation>已设置 %1：读取它的客户端会发送该密钥，而不是自己的密钥。</translation>
    </message>
    <message>
        <source>%1 is set and overrides the configuration file.</source>
        <translation>已设置 %1，它会覆盖配置文件。</translation>
    </message>
    <message>
        <source>No environment variable redirects requests or changes which certificates are trusted.</source>
        <translation>没有环境变量会改变请求的去向或受信任的证书。</translation>
    </message>
    <message>
        <source>Set it up again on the Clients page, or with signalboxd clients setup.</source>
        <translation>请在“客户端”页重新设置，或运行 signalboxd clients setup。</translation>
    </message>
    <message>
        <source>%1 was set up by Signalbox, but its settings were changed since: %2.</source>
        <translation>%1 由 Signalbox 设置，但其设置之后被改动：%2。</translation>
    </message>
    <message>
        <source>%1 was set up by Signalbox, but its file is missing: %2.</source>
        <translation>%1 由 Signalbox 设置，但其文件缺失：%2。</translation>
    </message>
    <message>
        <source>Check the owner, the permissions and the format of the file.</source>
        <translation>请检查文件的所有者、权限和格式。</translation>
    </message>
    <message>
        <source>%1 was set up for %2, but this gateway listens at %3.</source>
        <translation>%1 设置的地址是 %2，而本网关监听的是 %3。</translation>
    </message>
    <message>
        <source>No client has been set up by Signalbox.</source>
        <translation>还没有由 Signalbox 设置的客户端。</translation>
    </message>
    <message>
        <source>Nothing is listening on %1: this machine does not have that address.</source>
        <translation>没有程序监听 %1：本机没有这个地址。</translation>
    </message>
    <message>
        <source>A client that resolves “localhost” to that address cannot reach Signalbox: use the other address in numeric form.</source>
        <translation>把“localhost”解析为该地址的客户端无法连接到 Signalbox：请填写另一个地址的数字形式。</translation>
    </message>
    <message>
        <source>The gateway is running, but its ledger %1 was moved or deleted.</source>
        <translation>网关正在运行，但它的用量记录 %1 已被移走或删除。</translation>
    </message>
    <message>
        <source>The next request creates a new ledger. To restore the old one, stop Signalbox and move the file back.</source>
        <translation>下一个请求会新建用量记录。要恢复旧的用量记录，请停止 Signalbox 并把文件移回原处。</translation>
    </message>
    <message>
        <source>Start one, such as GNOME Keyring or KWallet, or store keys elsewhere: in the encrypted file (vault:), until Signalbox exits (session:), in an environment variable (env:) or a file (file:).</source>
        <translation>请启动一个钥匙串，例如 GNOME Keyring 或 KWallet；或把密钥存放在别处：加密文件（vault:）、仅到 Signalbox 退出为止（session:）、环境变量（env:）或文件（file:）。</translation>
    </message>
    <message>
        <source>Key %1 is in the encrypted file, which is locked.</source>
        <translation>密钥 %1 在加密文件中，而该文件已锁定。</translation>
    </message>
    <message>
        <source>Enter its passphrase in the window, or set SIGNALBOX_PASSPHRASE_FILE to a file that contains it.</source>
        <translation>请在窗口中输入口令，或将 SIGNALBOX_PASSPHRASE_FILE 设为含有口令的文件。</translation>
    </message>
    <message>
        <source>Key %1 cannot be read from the encrypted file.</source>
        <translation>无法从加密文件中读取密钥 %1。</translation>
    </message>
    <message>
        <source>See the log for the reason. If the file is damaged, restore a copy of secrets.vault, or enter the keys again.</source>
        <translation>原因见日志。如果文件已损坏，请恢复 secrets.vault 的副本，或重新输入密钥。</translation>
    </message>
    <message>
        <source>Key %1 was kept only until Signalbox exited.</source>
        <translation>密钥 %1 只保留到 Signalbox 退出为止。</translation>
    </message>
    <message>
        <source>Its disk is full, which may be the cause. Free space on %1 first, and leave %2 where it is.</source>
        <translation>它所在的磁盘已满，原因可能就在于此。请先在 %1 上腾出空间，并把 %2 留在原处。</translation>
    </message>
    <message>
        <source>The gateway no longer accepts the key of %1: its requests are refused, or are not attributed to it.</source>
        <translation>网关不再接受 %1 的密钥：它的请求会被拒绝，或不再计入它的名下。</translation>
    </message>
    <message>
        <source>Start it, and the keys are read automatically. To use the available keychain instead, choose “Switch to this keychain” in the window’s search, or delete the file keychain in the data folder.</source>
        <translation>启动它之后会自动读取密钥。要改用当前的钥匙串，请在窗口的搜索中选择“改用当前钥匙串”，或删除数据文件夹中的文件 keychain。</translation>
    </message>
    <message>
        <source>The keys are stored in %1, which does not respond. Another keychain is available, but it does not contain them.</source>
        <translation>密钥存放在 %1 中，而它没有响应。有另一个可用的钥匙串，但其中没有这些密钥。</translation>
    </message>
    <message>
        <source>Key %1 is in another keychain than the available one.</source>
        <translation>密钥 %1 在另一个钥匙串中，不在当前可用的钥匙串里。</translation>
    </message>
    <message>
        <source>Its address %1 is Signalbox itself: every request to it would be refused as a loop.</source>
        <translation>其地址 %1 就是 Signalbox 自己：发往它的请求都会作为循环被拒绝。</translation>
    </message>
    <message>
        <source>Set base_url to the provider’s own address. If the provider’s program should listen there, choose another port for Signalbox: listen.http_port.</source>
        <translation>请将 base_url 设为供应商自己的地址。如果应由供应商的程序监听该地址，请为 Signalbox 换一个端口：listen.http_port。</translation>
    </message>
    <message>
        <source>signalboxd --check-config lists all warnings. The configuration is in force.</source>
        <translation>signalboxd --check-config 会列出全部警告。配置仍然生效。</translation>
    </message>
    <message>
        <source>The ledger can be opened. At %1 it is too large to be checked in a few seconds.</source>
        <translation>用量记录可以打开。它有 %1，几秒钟内检查不完。</translation>
    </message>
    <message>
        <source>The ledger is intact. Its size is %1.</source>
        <translation>用量记录完好，大小为 %1。</translation>
    </message>
    <message>
        <source>The disk with the data folder has %1 left.</source>
        <translation>数据文件夹所在的磁盘还剩 %1。</translation>
    </message>
    <message>
        <source>The data folder %1 is on a full disk: %2 has %3 of %4 left. Requests are served, but their records are held in memory and lost if Signalbox stops before space is freed.</source>
        <translation>数据文件夹 %1 所在的磁盘已满：%2 共 %4，还剩 %3。请求照常处理，但其记录暂存在内存中；如果腾出空间之前 Signalbox 停止，这些记录会丢失。</translation>
    </message>
    <message>
        <source>Free space on %1. The ledger takes %2: set usage.retention_days or usage.max_size_mb to keep less, then run signalboxd usage vacuum to shrink the file. While it runs, it needs %2 of free space there and as much in the folder for temporary files. Or stop Signalbox, move %3 to another disk and start it with --data-dir.</source>
        <translation>请在 %1 上腾出空间。用量记录占 %2：可设置 usage.retention_days 或 usage.max_size_mb 以减少保留的内容，再运行 signalboxd usage vacuum 缩小文件；运行期间该磁盘需要 %2 可用空间，临时文件夹也需要同样多。或者停止 Signalbox，把 %3 移到另一个磁盘，再用 --data-dir 启动。</translation>
    </message>
    <message>
        <source>This system does not report which user a connection belongs to: every user of this machine can send requests without a key.</source>
        <translation>本系统不提供连接所属的用户：本机的每个用户都可以不带密钥发送请求。</translation>
    </message>
    <message>
        <source>Secret %1 waits for your approval to be sent to %2. Nothing is sent there until then.</source>
        <translation>密钥 %1 等待你批准发送到 %2。批准之前不会向那里发送任何内容。</translation>
    </message>
    <message>
        <source>%1 is set up; no request has been received from it yet.</source>
        <translation>%1 已设置；尚未收到它的请求。</translation>
    </message>
    <message>
        <source>%1 is set up, but none of its requests has succeeded yet: the last one was for %2 and failed with %3.</source>
        <translation>%1 已设置，但它的请求尚未成功过：最近一次请求的是 %2，失败原因为 %3。</translation>
    </message>
    <message>
        <source>See the request on the Requests page for the reason.</source>
        <translation>请在“请求”页查看该请求的失败原因。</translation>
    </message>
    <message>
        <source>%1 is set up, but no request has been received from it: %2</source>
        <translation>%1 已设置，但尚未收到它的请求：%2</translation>
    </message>
    <message>
        <source>Remove the conflicting setting, restart the client and use it once.</source>
        <translation>请移除有冲突的设置，重新启动该客户端并使用一次。</translation>
    </message>
    <message>
        <source>%1 works: its first request was received %2, for %3.</source>
        <translation>%1 可以使用：首个请求于 %2 收到，请求的模型为 %3。</translation>
    </message>
    <message>
        <source>Key %1 is in quotes, which are sent as part of the key.</source>
        <translation>密钥 %1 带有引号，引号会作为密钥的一部分发送。</translation>
    </message>
    <message>
        <source>Remove the quotes. “docker run --env-file” keeps the quotes around a value.</source>
        <translation>请去掉引号。“docker run --env-file”会保留值两侧的引号。</translation>
    </message>
    <message>
        <source>%1 is in quotes, which are part of its value.</source>
        <translation>%1 带有引号，引号成了值的一部分。</translation>
    </message>
    <message>
        <source>%1 is in typographic quotes, which are part of its value.</source>
        <translation>%1 带有弯引号，引号成了值的一部分。</translation>
    </message>
    <message>
        <source>%1 starts or ends with a quotation mark, which is part of its value.</source>
        <translation>%1 的开头或结尾有引号，引号成了值的一部分。</translation>
    </message>
    <message>
        <source>Key %1 is in typographic quotes, which are sent as part of the key.</source>
        <translation>密钥 %1 带有弯引号，引号会作为密钥的一部分发送。</translation>
    </message>
    <message>
        <source>Key %1 starts with “Bearer”, which Signalbox adds itself.</source>
        <translation>密钥 %1 以“Bearer”开头，而 Signalbox 会自动添加它。</translation>
    </message>
    <message>
        <source>Keep only the key.</source>
        <translation>请只保留密钥。</translation>
    </message>
    <message>
        <source>Key %1 is a line NAME=VALUE, which is sent as a whole.</source>
        <translation>密钥 %1 是一行 NAME=VALUE，整行都会被发送。</translation>
    </message>
    <message>
        <source>Key %1 contains a line break or another control character, so it cannot be sent.</source>
        <translation>密钥 %1 含有换行符或其他控制字符，无法发送。</translation>
    </message>
    <message>
        <source>Keep one key on one line. Add other keys to the provider separately.</source>
        <translation>每个密钥只占一行。其他密钥请分别添加到供应商。</translation>
    </message>
    <message>
        <source>Key %1 is saved as UTF-16 without a byte order mark.</source>
        <translation>密钥 %1 以 UTF-16 保存，且没有字节顺序标记。</translation>
    </message>
    <message>
        <source>Keep only the value.</source>
        <translation>请只保留值。</translation>
    </message>
    <message>
        <source>Set “ca_file” of the provider to a PEM file with the certificate of the authority.</source>
        <translation>请把供应商的“ca_file”设为含有该颁发机构证书的 PEM 文件。</translation>
    </message>
    <message>
        <source>Check whether the proxy reaches this address, or choose another proxy or none for this provider.</source>
        <translation>请检查该代理能否访问此地址，或为该供应商改用其他代理或不用代理。</translation>
    </message>
    <message>
        <source>Correct the clock. If a company proxy inspects TLS, set “ca_file” of the provider or SSL_CERT_FILE to its certificate authority.</source>
        <translation>请校准时钟。如果公司的代理会检查 TLS，请将供应商的“ca_file”或 SSL_CERT_FILE 设为该代理的证书颁发机构。</translation>
    </message>
    <message>
        <source>Its certificate is not verified, so anyone on the way can read the key. Enable “ssl_verify”; for a private certificate authority, set “ca_file” of the provider.</source>
        <translation>没有验证它的证书，途中的任何人都能读到密钥。请启用“ssl_verify”；如果使用私有证书颁发机构，请设置供应商的“ca_file”。</translation>
    </message>
    <message>
        <source>%1 sets proxy %2, which Signalbox uses for providers whose proxy is “system”.</source>
        <translation>%1 指定了代理 %2，Signalbox 将它用于代理设置为“system”的供应商。</translation>
    </message>
    <message>
        <source>%1 sets proxy %2, which Signalbox uses for http:// addresses of providers whose proxy is “system”.</source>
        <translation>%1 指定了代理 %2，Signalbox 将它用于代理设置为“system”的供应商的 http:// 地址。</translation>
    </message>
    <message>
        <source>%1 sets proxy %2, which Signalbox uses for https:// addresses of providers whose proxy is “system”.</source>
        <translation>%1 指定了代理 %2，Signalbox 将它用于代理设置为“system”的供应商的 https:// 地址。</translation>
    </message>
    <message>
        <source>%1 sets proxy %2, which Signalbox does not use because %3 takes precedence.</source>
        <translation>%1 指定了代理 %2，但 Signalbox 不使用它，因为 %3 优先。</translation>
    </message>
    <message>
        <source>%1 sets proxy %2, which Signalbox does not use: like curl, it reads only the lower-case http_proxy.</source>
        <translation>%1 指定了代理 %2，但 Signalbox 不使用它：与 curl 一样，只读取小写的 http_proxy。</translation>
    </message>
    <message>
        <source>%1 does not set a proxy that Signalbox can use: %2.</source>
        <translation>%1 没有指定 Signalbox 可以使用的代理：%2。</translation>
    </message>
    <message>
        <source>Set it to http://host:port, socks5://host:port or socks5h://host:port. Until then, nothing is sent to the providers that use it.</source>
        <translation>请设为 http://host:port、socks5://host:port 或 socks5h://host:port。在此之前，不会向使用它的供应商发送任何内容。</translation>
    </message>
    <message>
        <source>To reach http:// addresses through that proxy, set http_proxy.</source>
        <translation>要通过该代理访问 http:// 地址，请设置 http_proxy。</translation>
    </message>
    <message>
        <source>%1 sets the certificate authorities that Signalbox trusts: %2.</source>
        <translation>%1 指定了 Signalbox 信任的证书颁发机构：%2。</translation>
    </message>
    <message>
        <source>%1 sets the certificate authorities that some tools trust: %2. Signalbox reads SSL_CERT_FILE instead.</source>
        <translation>%1 指定了部分工具信任的证书颁发机构：%2。Signalbox 读取的是 SSL_CERT_FILE。</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2.</source>
        <translation>无法使用 %1：%2。</translation>
    </message>
    <message>
        <source>%1: %2. The other certificate authorities in it are used: %3.</source>
        <translation>%1：%2。其中的其他证书颁发机构正常使用：%3。</translation>
    </message>
    <message>
        <source>Add the missing file, or remove it from the variable.</source>
        <translation>请补上缺少的文件，或将其从该变量中去掉。</translation>
    </message>
    <message>
        <source>The provider rejected the account (%1).</source>
        <translation>供应商拒绝了该账户（%1）。</translation>
    </message>
    <message>
        <source>Check the account at the provider.</source>
        <translation>请在供应商处检查账户。</translation>
    </message>
    <message>
        <source>The provider rejected the key because its balance is used up (%1).</source>
        <translation>余额已用尽，供应商拒绝了该密钥（%1）。</translation>
    </message>
    <message>
        <source>The provider rejected the key (%1).</source>
        <translation>供应商拒绝了该密钥（%1）。</translation>
    </message>
    <message>
        <source>Signalbox and other programs that read it may not trust any server. Correct or unset the variable.</source>
        <translation>Signalbox 和其他读取该变量的程序可能不信任任何服务器。请更正或取消设置该变量。</translation>
    </message>
    <message>
        <source>Tools that read it may not trust any server. Correct or unset the variable.</source>
        <translation>读取该变量的工具可能不信任任何服务器。请更正或取消设置该变量。</translation>
    </message>
    <message>
        <source>HTTPS cannot be served. Check the file and its permissions.</source>
        <translation>无法提供 HTTPS 服务。请检查该文件及其权限。</translation>
    </message>
    <message>
        <source>There is no ledger yet because no request has been recorded.</source>
        <translation>还没有用量记录，因为尚未记录过请求。</translation>
    </message>
    <message>
        <source>%1 accepts the connection but does not answer: %2.</source>
        <translation>%1 接受了连接，但没有响应：%2。</translation>
    </message>
    <message>
        <source>Start the proxy, or choose another proxy or none for this provider.</source>
        <translation>请启动代理，或为该供应商改用其他代理或不用代理。</translation>
    </message>
    <message>
        <source>Try again later, or check the proxy, tunnel or firewall in between.</source>
        <translation>请稍后重试，或检查中间的代理、隧道或防火墙。</translation>
    </message>
    <message>
        <source>Another program is listening on %1: %2.</source>
        <translation>%1 由另一个程序监听：%2。</translation>
    </message>
    <message>
        <source>A program is listening on %1, but its answer is not from Signalbox: %2.</source>
        <translation>有程序监听 %1，但响应的不是 Signalbox：%2。</translation>
    </message>
    <message>
        <source>Synchronize the clock over the network. With a wrong clock, certificates and signed requests are rejected.</source>
        <translation>请通过网络同步时钟。时钟偏差过大时，证书和签名的请求会被拒绝。</translation>
    </message>
    <message>
        <source>Correct the clock. For a private certificate authority, set SSL_CERT_FILE to a PEM file with its certificate.</source>
        <translation>请校准时钟。如果使用私有证书颁发机构，请将 SSL_CERT_FILE 设为含有其证书的 PEM 文件。</translation>
    </message>
    <message>
        <source>Traces and metrics are sent to %1 through proxy %2.</source>
        <translation>追踪和指标通过代理 %2 发送到 %1。</translation>
    </message>
    <message>
        <source>Provider %1 signs in at %2 through proxy %3.</source>
        <translation>供应商 %1 通过代理 %3 在 %2 登录。</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>%1 秒内没有响应</translation>
    </message>
    <message>
        <source>the answer is not HTTP</source>
        <translation>响应不是 HTTP</translation>
    </message>
    <message>
        <source>Enter the key again on the Providers page, or with: signalboxd key set %1</source>
        <translation>请在“供应商”页面重新输入该密钥，或使用：signalboxd key set %1</translation>
    </message>
    <message>
        <source>Enter it again on the Providers page, or store it permanently with: signalboxd key set %1</source>
        <translation>请在“供应商”页面重新输入，或永久存储：signalboxd key set %1</translation>
    </message>
    <message>
        <source>The system trusts the certificate authority of Signalbox.</source>
        <translation>系统信任 Signalbox 的证书颁发机构。</translation>
    </message>
    <message>
        <source>The system does not trust the certificate authority of Signalbox.</source>
        <translation>系统不信任 Signalbox 的证书颁发机构。</translation>
    </message>
    <message>
        <source>Set each HTTPS client to trust %1, unless you have done so.</source>
        <translation>如果尚未设置，请让每个使用 HTTPS 的客户端信任 %1。</translation>
    </message>
    <message>
        <source>Signalbox never uses it for this machine, but clients may send requests for this gateway to the proxy. Also set NO_PROXY=localhost,127.0.0.1,::1.</source>
        <translation>Signalbox 访问本机时从不使用代理，但客户端可能把发往本网关的请求交给代理。请同时设置 NO_PROXY=localhost,127.0.0.1,::1。</translation>
    </message>
    <message>
        <source>Signalbox never uses it for this machine, but clients may send requests for this gateway to the proxy. Add localhost,127.0.0.1,::1 to %1.</source>
        <translation>Signalbox 访问本机时从不使用代理，但客户端可能把发往本网关的请求交给代理。请将 localhost,127.0.0.1,::1 加入 %1。</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 is read-only; make it writable, then try again</source>
        <translation>%1 是只读的；请将其设为可写，然后重试</translation>
    </message>
    <message>
        <source>%1 %2: %3</source>
        <translation>%1 %2：%3</translation>
    </message>
    <message>
        <source>%1 cannot be run: %2</source>
        <translation>无法运行 %1：%2</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>is nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>syntax error while parsing %1 - %2</source>
        <translation>JSON 语法有误（%1：%2）</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>第 %1 行第 %2 列：%3</translation>
    </message>
    <message>
        <source>the file is larger than 1 MiB</source>
        <translation>文件大于 1 MiB</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>cannot read %1: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is larger than 8 MiB</source>
        <translation>大于 8 MiB</translation>
    </message>
    <message>
        <source>cannot write %1: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>the configuration is not valid</source>
        <translation>配置无效</translation>
    </message>
    <message>
        <source>cannot read the folder %1</source>
        <translation>无法读取文件夹 %1</translation>
    </message>
    <message>
        <source>cannot rename %1 to %2: %3</source>
        <translation>无法将 %1 重命名为 %2：%3</translation>
    </message>
    <message>
        <source>%1; the file is unchanged</source>
        <translation>%1；文件保持不变</translation>
    </message>
    <message>
        <source>nested deeper than %1 levels</source>
        <translation>嵌套超过 %1 层</translation>
    </message>
    <message>
        <source>the name after &quot;%1&quot; is missing</source>
        <translation>“%1”后面缺少名称</translation>
    </message>
    <message>
        <source>is not a secret reference: write keychain:NAME, vault:NAME, env:NAME, file:PATH or session:NAME, never the key itself</source>
        <translation>不是密钥引用：请写 keychain:NAME、vault:NAME、env:NAME、file:PATH 或 session:NAME，切勿写密钥本身</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 或 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>没有这个文件或文件夹</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>磁盘空间不足</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>文件系统是只读的</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>超出磁盘配额</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>输入/输出错误</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>这是一个文件夹</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>无法打开数据库文件</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>这个文件不是数据库</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>数据库文件已损坏</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>数据库正被另一个程序占用</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>磁盘读写出错</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>数据库是只读的</translation>
    </message>
    <message>
        <source>Unknown consumer key. Use a key of this gateway, not of a provider.</source>
        <translation>未知的调用方密钥。请使用本网关的密钥，而不是供应商的密钥。</translation>
    </message>
    <message>
        <source>This gateway requires a consumer key. Send it as &quot;Authorization: Bearer KEY&quot;.</source>
        <translation>本网关要求调用方密钥。请以“Authorization: Bearer KEY”发送。</translation>
    </message>
    <message>
        <source>Unknown consumer key. A key is required because %1. Use a key of this gateway, not of a provider.</source>
        <translation>未知的调用方密钥。需要密钥是因为%1。请使用本网关的密钥，而不是供应商的密钥。</translation>
    </message>
    <message>
        <source>This gateway requires a consumer key because %1. Send it as &quot;Authorization: Bearer KEY&quot;.</source>
        <translation>本网关要求调用方密钥，因为%1。请以“Authorization: Bearer KEY”发送。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>The page has no origin to allow. Serve it from a web server, and add that server&apos;s origin to listen.allowed_origins.</source>
        <translation>该网页没有可以放行的来源。请从网页服务器打开它，并把该服务器的来源加入 listen.allowed_origins。</translation>
    </message>
    <message>
        <source>Add the origin to listen.allowed_origins to let them.</source>
        <translation>要放行，请把该来源加入 listen.allowed_origins。</translation>
    </message>
    <message>
        <source>Add the origin to listen.allowed_origins to let them, or &quot;%1&quot; where the part behind the scheme differs from time to time.</source>
        <translation>要放行，请把该来源加入 listen.allowed_origins；如果协议之后的部分会变化，请加入“%1”。</translation>
    </message>
    <message>
        <source>The header %1 came %2 times. Send it once</source>
        <translation>请求头 %1 出现了 %2 次。请只发送一次</translation>
    </message>
    <message>
        <source>Host &quot;%1&quot; is not a name of this gateway. Use http://localhost, or add the name to listen.allowed_hosts.</source>
        <translation>主机“%1”不是本网关的名称。请使用 http://localhost，或把该名称加入 listen.allowed_hosts。</translation>
    </message>
    <message>
        <source>%1, with the origin of the page.</source>
        <translation>%1，写明网页的来源。</translation>
    </message>
    <message>
        <source>Pages of &quot;%1&quot; may not use this gateway. %2</source>
        <translation>“%1”的网页不能使用本网关。%2</translation>
    </message>
    <message>
        <source>This address is for programs; a browser cannot open or embed it. Open / or /health instead. Scripts of pages whose origin is in listen.allowed_origins may use fetch().</source>
        <translation>该地址供程序使用，浏览器不能打开或嵌入。请打开 / 或 /health；来源列在 listen.allowed_origins 中的网页，其脚本可以使用 fetch。</translation>
    </message>
    <message>
        <source>A web page of another site sent this request without an Origin header. Use fetch() with mode &quot;cors&quot;, and add the page&apos;s origin to listen.allowed_origins.</source>
        <translation>其他网站的网页发送了该请求，但没有 Origin 请求头。请以“cors”模式使用 fetch()，并把该网页的来源加入 listen.allowed_origins。</translation>
    </message>
    <message>
        <source>Route &quot;%1&quot; passes the client&apos;s own key to its provider, but the request has none. Send it in Authorization or x-api-key, together with a key of this gateway if one is required.</source>
        <translation>路由“%1”把客户端自己的密钥转给供应商，但请求中没有密钥。请用 Authorization 或 x-api-key 发送；如果还需要本网关的密钥，请一并发送。</translation>
    </message>
    <message>
        <source>%1, with the consumer key.</source>
        <translation>%1，写明调用方的密钥。</translation>
    </message>
    <message>
        <source>The consumer key is disabled. Enable it, or use another one.</source>
        <translation>该调用方密钥已停用。请启用它，或使用其他密钥。</translation>
    </message>
    <message>
        <source>The consumer key has expired. Create a new one.</source>
        <translation>该调用方密钥已过期。请新建一个。</translation>
    </message>
    <message>
        <source>%1, with the type of the body.</source>
        <translation>%1，写明正文的类型。</translation>
    </message>
    <message>
        <source>without a type</source>
        <translation>没有类型</translation>
    </message>
    <message>
        <source>&quot;%1&quot;</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>A web page may send only JSON and multipart forms to this endpoint, but the body is %1. Send it with &quot;Content-Type: application/json&quot; or &quot;multipart/form-data&quot;.</source>
        <translation>网页只能向该端点发送 JSON 和 multipart 表单，而正文%1。请以“Content-Type: application/json”或“multipart/form-data”发送。</translation>
    </message>
    <message>
        <source>A web page may send only JSON to this endpoint, but the body is %1. Send it with &quot;Content-Type: application/json&quot;.</source>
        <translation>网页只能向该端点发送 JSON，而正文%1。请以“Content-Type: application/json”发送。</translation>
    </message>
    <message>
        <source>Content-Encoding &quot;%1&quot; is not supported. Send the body uncompressed, or with one of: %2.</source>
        <translation>不支持 Content-Encoding“%1”。请不压缩正文，或使用以下之一：%2。</translation>
    </message>
    <message>
        <source>The body has the type &quot;%1&quot;. Send it with &quot;Content-Type: application/json&quot;.</source>
        <translation>正文的类型是“%1”。请以“Content-Type: application/json”发送。</translation>
    </message>
    <message>
        <source>The request came back to this gateway. A provider&apos;s base_url points here, directly or through another gateway. Change it.</source>
        <translation>请求又回到了本网关：某个供应商的 base_url 直接或经由另一个网关指向这里。请修改它。</translation>
    </message>
    <message>
        <source>the request comes from another machine (%1)</source>
        <translation>请求来自另一台机器（%1）</translation>
    </message>
    <message>
        <source>the request came over a network address of this machine instead of localhost</source>
        <translation>请求经本机的网络地址而不是 localhost 到达</translation>
    </message>
    <message>
        <source>the request has the header %1, so a proxy forwarded it</source>
        <translation>请求带有请求头 %1，即由代理转发</translation>
    </message>
    <message>
        <source>the connection belongs to user %1 of this machine, who is not in listen.local_users</source>
        <translation>连接属于本机的用户 %1，而该用户不在 listen.local_users 中</translation>
    </message>
    <message>
        <source>the user of the connection could not be determined: %1</source>
        <translation>无法确定连接所属的用户：%1</translation>
    </message>
    <message>
        <source>Or use http://localhost.</source>
        <translation>或使用 http://localhost。</translation>
    </message>
    <message>
        <source>Forwarded requests always require a key. Add the proxy&apos;s address to listen.trusted_proxies so that its header identifies the client.</source>
        <translation>转发的请求始终需要密钥。请把代理的地址加入 listen.trusted_proxies，这样它的请求头就能标明客户端。</translation>
    </message>
    <message>
        <source>Or add the user to listen.local_users.</source>
        <translation>或把该用户加入 listen.local_users。</translation>
    </message>
    <message>
        <source>Or set listen.local_users to &quot;all&quot;, which lets every user of this machine in.</source>
        <translation>或把 listen.local_users 设为“all”，即放行本机的所有用户。</translation>
    </message>
    <message>
        <source>This endpoint does not accept forms. Send a JSON object with &quot;Content-Type: application/json&quot;.</source>
        <translation>该端点不接受表单。请发送 JSON 对象，并带上“Content-Type: application/json”。</translation>
    </message>
    <message>
        <source>The request body contains more than %1 JSON values. Send fewer in one request.</source>
        <translation>请求正文含有超过 %1 个 JSON 值。请减少一个请求中的数量。</translation>
    </message>
    <message>
        <source>The request body is %1, which is the limit. Send JSON with fewer levels.</source>
        <translation>请求正文%1，已达上限。请减少嵌套层数。</translation>
    </message>
    <message>
        <source>The request body is not valid JSON: %1.</source>
        <translation>请求正文不是有效的 JSON：%1。</translation>
    </message>
    <message>
        <source>The decompressed request body is larger than this gateway accepts (%1 bytes). Send less, or raise listen.max_body_bytes.</source>
        <translation>请求正文解压后大于本网关接受的大小（%1 字节）。请少发送一些，或调高 listen.max_body_bytes。</translation>
    </message>
    <message>
        <source>The request body of %1 bytes decompresses to more than %2 bytes. Beyond the first megabyte, at most %3 times the compressed size is accepted. Send it without a Content-Encoding.</source>
        <translation>%1 字节的请求正文解压后超过 %2 字节：超出第一个兆字节的部分，最多接受压缩大小的 %3 倍。请不带 Content-Encoding 发送。</translation>
    </message>
    <message>
        <source>The compressed body is incomplete. Send all of its data.</source>
        <translation>压缩的正文不完整。请发送全部数据。</translation>
    </message>
    <message>
        <source>The path has a &quot;.&quot; or &quot;..&quot; segment that leads out of this endpoint. Send the path without it.</source>
        <translation>路径含有“.”或“..”段，会离开该端点。请去掉它们再发送。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; does not offer %2: %3. Use a model of a provider with %4, or add such a target. If this provider should offer it, check its base_url.</source>
        <translation>供应商“%1”不提供 %2：%3。请使用提供 %4 的供应商的模型，或添加这样的目标。如果该供应商应当提供，请检查其 base_url。</translation>
    </message>
    <message>
        <source>Use a model of a provider with %1: %2.</source>
        <translation>请使用提供 %1 的供应商的模型：%2。</translation>
    </message>
    <message>
        <source>No enabled provider offers %1. Add one that does, such as %2.</source>
        <translation>已启用的供应商都不提供 %1。请添加提供它的供应商，例如 %2。</translation>
    </message>
    <message>
        <source>No provider of model &quot;%1&quot; offers %2. %3</source>
        <translation>模型“%1”的供应商都不提供 %2。%3</translation>
    </message>
    <message>
        <source>No model is called &quot;%1&quot;. GET /v1/models lists all that you can use.</source>
        <translation>没有名为“%1”的模型。GET /v1/models 会列出所有可用的模型。</translation>
    </message>
    <message>
        <source>No response &quot;%1&quot; is stored here. Only the latest responses are kept, and those requested with &quot;store&quot;: false are not.</source>
        <translation>这里没有保存响应“%1”。只保存最近的响应，以“store: false”请求的响应不保存。</translation>
    </message>
    <message>
        <source>The response &quot;%1&quot; does not run in the background, so it cannot be cancelled.</source>
        <translation>响应“%1”不在后台运行，无法取消。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; has no endpoint for this kind of request.</source>
        <translation>供应商“%1”没有用于这类请求的端点。</translation>
    </message>
    <message>
        <source>it answered with status %1 to POST %2</source>
        <translation>它对 POST %2 返回状态 %1</translation>
    </message>
    <message>
        <source>it refused POST %1 within the last %2 minutes</source>
        <translation>它在最近 %2 分钟内拒绝了 POST %1</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; answered with status %2 and an error without a message.</source>
        <translation>供应商“%1”返回状态 %2 和一个没有说明的错误。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; answered with status %2.</source>
        <translation>供应商“%1”返回状态 %2。</translation>
    </message>
    <message>
        <source>answered with an invalid HTTP status.</source>
        <translation>返回了无效的 HTTP 状态。</translation>
    </message>
    <message>
        <source>the first token</source>
        <translation>第一个 token</translation>
    </message>
    <message>
        <source>ended its stream before it began to answer.</source>
        <translation>在开始回答之前就结束了流。</translation>
    </message>
    <message>
        <source>its speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>returned a stream of more than 8 MiB, although the request did not ask for a stream.</source>
        <translation>返回了超过 8 MiB 的流，而请求并未要求流式传输。</translation>
    </message>
    <message>
        <source>returned an answer longer than 64 MiB.</source>
        <translation>返回的回答超过 64 MiB。</translation>
    </message>
    <message>
        <source>returned a stream without a complete answer, although the request did not ask for a stream.</source>
        <translation>返回了不含完整回答的流，而请求并未要求流式传输。</translation>
    </message>
    <message>
        <source>returned JSON that does not match its API. Check its type and base_url.</source>
        <translation>返回的 JSON 不符合其 API。请检查它的类型和 base_url。</translation>
    </message>
    <message>
        <source>returned an empty answer.</source>
        <translation>返回了空回答。</translation>
    </message>
    <message>
        <source>returned an answer without the requested content.</source>
        <translation>返回的回答没有所请求的内容。</translation>
    </message>
    <message>
        <source>used a Content-Encoding that is not one of: %1.</source>
        <translation>使用的 Content-Encoding 不是以下之一：%1。</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>the first byte</source>
        <translation>第一个字节</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; %2</source>
        <translation>供应商“%1”%2</translation>
    </message>
    <message>
        <source>returned an answer that is not JSON. Check its base_url.</source>
        <translation>返回的回答不是 JSON。请检查它的 base_url。</translation>
    </message>
    <message>
        <source>returned an answer with more than %1 JSON values.</source>
        <translation>返回的回答含有超过 %1 个 JSON 值。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; took too long (%2, %3 ms).</source>
        <translation>供应商“%1”用时太久（%2，%3 毫秒）。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;: %2</source>
        <translation>供应商“%1”：%2</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; at %2 cannot be reached: %3.</source>
        <translation>无法连接供应商“%1”（%2）：%3。</translation>
    </message>
    <message>
        <source>The connection to provider &quot;%1&quot; at %2 broke off: %3.</source>
        <translation>与供应商“%1”（%2）的连接中断：%3。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; points back to this gateway. Change its base_url.</source>
        <translation>供应商“%1”指回本网关。请修改它的 base_url。</translation>
    </message>
    <message>
        <source>The demo model &quot;%1&quot; is always down.</source>
        <translation>演示模型“%1”始终不可用。</translation>
    </message>
    <message>
        <source>The arguments of the tool calls contain more than %1 JSON values. Leave out the oldest calls and their results.</source>
        <translation>工具调用的参数含有超过 %1 个 JSON 值。请去掉最早的调用及其结果。</translation>
    </message>
    <message>
        <source>connection refused</source>
        <translation>连接被拒绝</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; %2.</source>
        <translation>供应商“%1”%2。</translation>
    </message>
    <message>
        <source>cannot be reached: %1</source>
        <translation>无法连接：%1</translation>
    </message>
    <message>
        <source>took too long to answer</source>
        <translation>响应超时</translation>
    </message>
    <message>
        <source>used an unknown Content-Encoding</source>
        <translation>使用了未知的 Content-Encoding</translation>
    </message>
    <message>
        <source>gave an answer that is longer than 64 MiB</source>
        <translation>给出的回答超过 64 MiB</translation>
    </message>
    <message>
        <source>It reported: &quot;%1&quot; %2</source>
        <translation>它报告：“%1”%2</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;</source>
        <translation>供应商“%1”</translation>
    </message>
    <message>
        <source>%1, key &quot;%2&quot;</source>
        <translation>%1，密钥“%2”</translation>
    </message>
    <message>
        <source>%1, model &quot;%2&quot;</source>
        <translation>%1，模型“%2”</translation>
    </message>
    <message>
        <source>%1, for %2,</source>
        <translation>%1，用于 %2，</translation>
    </message>
    <message>
        <source>%1 is being tried again after %2 (%3).</source>
        <translation>%1在 %2（%3）之后正在重试。</translation>
    </message>
    <message>
        <source>%1 is in cooldown until %2 UTC after %3 (%4).</source>
        <translation>%1处于冷却中，到 %2 UTC 为止，原因是%3（%4）。</translation>
    </message>
    <message>
        <source>Its own message was not kept. %1</source>
        <translation>它的说明未保存。%1</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; cannot be used.</source>
        <translation>供应商“%1”无法使用。</translation>
    </message>
    <message>
        <source>answered with status %1 instead of an answer. Set its base_url to the provider&apos;s own address.</source>
        <translation>返回状态 %1，而不是回答。请把它的 base_url 设为供应商自己的地址。</translation>
    </message>
    <message>
        <source>redirects to %1 (status %2). Redirects are not followed, because they would send the key there. Set its base_url to the provider&apos;s own address.</source>
        <translation>重定向到 %1（状态 %2）。不会跟随重定向，因为那样会把密钥发送到该处。请把它的 base_url 设为供应商自己的地址。</translation>
    </message>
    <message>
        <source>&quot;%1&quot;: %2</source>
        <translation>“%1”：%2</translation>
    </message>
    <message>
        <source>The translated request is invalid: %1</source>
        <translation>转换后的请求无效：%1</translation>
    </message>
    <message>
        <source>The prompt is too long: model %1 has a context of %2 tokens, and this request has about %3. Shorten it, add a target with a larger context, or set fallback.allow_degraded of the route.</source>
        <translation>提示词太长：模型 %1 的上下文为 %2 个 token，而该请求约有 %3 个。请缩短它、添加上下文更大的目标，或设置路由的 fallback.allow_degraded。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; is disabled. Enable it to use this target.</source>
        <translation>供应商“%1”已停用。启用它才能使用这个目标。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; is not available to consumer &quot;%2&quot;. Add the consumer to the provider&apos;s consumers to use this target.</source>
        <translation>供应商“%1”不对调用方“%2”开放。要使用该目标，请把该调用方加入供应商的 consumers。</translation>
    </message>
    <message>
        <source>The target&apos;s weight is 0. Set a higher weight to use it.</source>
        <translation>目标的权重是 0。请设置更大的权重来使用它。</translation>
    </message>
    <message>
        <source>is not known to enforce a JSON schema, and another target is</source>
        <translation>不确定能否强制 JSON schema，而另一个目标可以</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of provider &quot;%2&quot;</source>
        <translation>供应商“%2”的“%1”</translation>
    </message>
    <message>
        <source>Model %1 %2. Add a target that does, or set fallback.allow_degraded of the route.</source>
        <translation>模型 %1 %2。请添加满足要求的目标，或设置路由的 fallback.allow_degraded。</translation>
    </message>
    <message>
        <source>The gateway was stopped before the answer was complete. Send the request again in a moment.</source>
        <translation>回答完成之前网关被停止了。请稍后重新发送请求。</translation>
    </message>
    <message>
        <source>The request was cancelled by the user at this machine.</source>
        <translation>请求已被本机的用户取消。</translation>
    </message>
    <message>
        <source>The configuration has no consumer &quot;%1&quot;.</source>
        <translation>配置中没有调用方“%1”。</translation>
    </message>
    <message>
        <source>Unknown path. Chat completions are at /v1/chat/completions.</source>
        <translation>未知的路径。聊天补全在 /v1/chat/completions。</translation>
    </message>
    <message>
        <source>This path is not supported by this version. Chat completions are at /v1/chat/completions.</source>
        <translation>本版本不支持该路径。聊天补全在 /v1/chat/completions。</translation>
    </message>
    <message>
        <source>The gateway answers this path itself, without a route, and accepts only %1. Chat completions are at /v1/chat/completions.</source>
        <translation>该路径由网关自行响应，不经过路由，只接受 %1。聊天补全在 /v1/chat/completions。</translation>
    </message>
    <message>
        <source>The provider&apos;s own message, which was not kept.</source>
        <translation>供应商自己的消息，未保存。</translation>
    </message>
    <message>
        <source>Every target is rate-limited by its provider, whose message was not kept.</source>
        <translation>所有目标都被其供应商限流，供应商的消息未保存。</translation>
    </message>
    <message>
        <source>Every target is rate-limited by its provider: %1</source>
        <translation>所有目标都被其供应商限流：%1</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; refused the account of its key (%2). %3</source>
        <translation>供应商“%1”拒绝了密钥所属的账户（%2）。%3</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; refused its key (%2). %3</source>
        <translation>供应商“%1”拒绝了密钥（%2）。%3</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; refused the account of its key &quot;%2&quot; (%3). %4</source>
        <translation>供应商“%1”拒绝了密钥“%2”所属的账户（%3）。%4</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; refused its key &quot;%2&quot; (%3). %4</source>
        <translation>供应商“%1”拒绝了密钥“%2”（%3）。%4</translation>
    </message>
    <message>
        <source>The metrics could not be collected in time. Try again later.</source>
        <translation>未能及时汇总指标。请稍后再试。</translation>
    </message>
    <message>
        <source>The provider broke off with a message that was not kept.</source>
        <translation>供应商中断了回答，其消息未保存。</translation>
    </message>
    <message>
        <source>The provider stopped sending in the middle of its answer.</source>
        <translation>供应商在回答中途停止了发送。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer ended in the middle of an event.</source>
        <translation>供应商的回答在一个事件中途结束。</translation>
    </message>
    <message>
        <source>The provider sends its answer more slowly than the configured minimum speed.</source>
        <translation>供应商发送回答的速度低于设置的最低速度。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer broke off: %1.</source>
        <translation>供应商的回答中断了：%1。</translation>
    </message>
    <message>
        <source>The provider broke off: %1</source>
        <translation>供应商中断了：%1</translation>
    </message>
    <message>
        <source>The provider ended its stream in the middle of its answer.</source>
        <translation>供应商在回答中途结束了流。</translation>
    </message>
    <message>
        <source>This gateway does not speak WebSocket. Send the request over plain HTTP; answers stream as server-sent events.</source>
        <translation>本网关不支持 WebSocket。请以普通 HTTP 发送请求；回答以服务器发送事件的形式流式返回。</translation>
    </message>
    <message>
        <source>Unknown path. Chat completions are at /v1/chat/completions, models at /v1/models.</source>
        <translation>未知的路径。聊天补全在 /v1/chat/completions，模型在 /v1/models。</translation>
    </message>
    <message>
        <source>This endpoint accepts only %1.</source>
        <translation>该端点只接受 %1。</translation>
    </message>
    <message>
        <source>This endpoint is not supported by this version. Chat, embeddings and models are supported in the APIs of OpenAI, Anthropic, Gemini and Ollama.</source>
        <translation>本版本不支持该端点。支持 OpenAI、Anthropic、Gemini 和 Ollama 的 API 中的聊天、嵌入和模型。</translation>
    </message>
    <message>
        <source>This path does not accept requests. Create a response with POST /v1/responses.</source>
        <translation>该路径不接受请求。请用 POST /v1/responses 创建响应。</translation>
    </message>
    <message>
        <source>The gateway is stopping. Send the request again in a moment.</source>
        <translation>网关正在停止。请稍后重新发送请求。</translation>
    </message>
    <message>
        <source>The gateway is paused. Resume it from the tray icon or the window.</source>
        <translation>网关已暂停。请从托盘图标或窗口恢复。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here, or no longer. Send the earlier items in &quot;input&quot;.</source>
        <translation>这里没有“%1”，或已被清除。请在“input”中发送之前的项。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here, or no longer. Send the whole item instead of its id.</source>
        <translation>这里没有“%1”，或已被清除。请发送整个项，而不是其 ID。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not known here, or no longer. Files and batches are available only to the consumer that created them through this gateway.</source>
        <translation>这里没有“%1”，或已被清除。文件和批次只对通过本网关创建它们的调用方开放。</translation>
    </message>
    <message>
        <source>The response &quot;%1&quot; is stored at provider &quot;%2&quot;, %3</source>
        <translation>响应“%1”保存在供应商“%2”，%3</translation>
    </message>
    <message>
        <source>which is not a target of this request. Request a model of that provider, or send the earlier items in &quot;input&quot;.</source>
        <translation>它不是该请求的目标。请请求该供应商的模型，或在“input”中发送之前的项。</translation>
    </message>
    <message>
        <source>has not been read yet</source>
        <translation>还没有读取</translation>
    </message>
    <message>
        <source>Approve it on the Providers page, or run: signalboxd key approve %1. Provider &quot;%2&quot;, key &quot;%3&quot; %4.</source>
        <translation>请在“供应商”页批准，或运行：signalboxd key approve %1。供应商“%2”的密钥“%3”%4。</translation>
    </message>
    <message>
        <source>Set it for this provider.</source>
        <translation>请为该供应商设置它。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;, key &quot;%2&quot;: %3.</source>
        <translation>供应商“%1”的密钥“%2”：%3。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;, key &quot;%2&quot;: %3. %4</source>
        <translation>供应商“%1”的密钥“%2”：%3。%4</translation>
    </message>
    <message>
        <source>settings.region is missing: requests to AWS are signed for a region, and the host &quot;%1&quot; names none</source>
        <translation>缺少 settings.region：发往 AWS 的请求要按区域签名，而主机“%1”没有写明区域</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;: all its keys are disabled. Enable one, or remove them if it accepts requests without a key.</source>
        <translation>供应商“%1”的密钥已全部停用。请启用一个；如果它不需要密钥，请移除它们。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; has no key. Add one on the Providers page, or with: %2</source>
        <translation>供应商“%1”没有密钥。请在“供应商”页添加，或运行：%2</translation>
    </message>
    <message>
        <source>Set one in the provider&apos;s settings.</source>
        <translation>请在供应商的设置中设置一个。</translation>
    </message>
    <message>
        <source>Set the environment variable %1 and restart Signalbox.</source>
        <translation>请设置环境变量 %1，然后重新启动 Signalbox。</translation>
    </message>
    <message>
        <source>Write the key to the file %1.</source>
        <translation>请把密钥写入文件 %1。</translation>
    </message>
    <message>
        <source>It was kept only until Signalbox quit. Enter it again on the Providers page.</source>
        <translation>密钥只保留到 Signalbox 退出。请在“供应商”页重新输入。</translation>
    </message>
    <message>
        <source>Store the key on the Providers page, or with &quot;signalboxd key set %1&quot;; where the encrypted file is locked, enter its passphrase.</source>
        <translation>请在“供应商”页存储密钥，或运行“signalboxd key set %1”；如果加密文件已锁定，请输入它的口令。</translation>
    </message>
    <message>
        <source>Store the key on the Providers page, or with &quot;signalboxd key set %1&quot;.</source>
        <translation>请在“供应商”页存储密钥，或运行“signalboxd key set %1”。</translation>
    </message>
    <message>
        <source>The keychain may be waiting for its password in another window.</source>
        <translation>钥匙串可能正在另一个窗口中等待输入密码。</translation>
    </message>
    <message>
        <source>The key %1.</source>
        <translation>该密钥%1。</translation>
    </message>
    <message>
        <source>The key %1 %2.</source>
        <translation>密钥 %1 %2。</translation>
    </message>
    <message>
        <source>Check the key. Or check the account&apos;s balance.</source>
        <translation>请检查密钥，或检查账户的余额。</translation>
    </message>
    <message>
        <source>%1 Or check the account&apos;s balance.</source>
        <translation>%1或检查账户的余额。</translation>
    </message>
    <message>
        <source>which can no longer be used: it is disabled, was removed, or has no key.</source>
        <translation>它已无法使用：已停用、已移除或没有密钥。</translation>
    </message>
    <message>
        <source>the ledger cannot be read: %1</source>
        <translation>无法读取用量记录：%1</translation>
    </message>
    <message>
        <source>the ledger in the backup cannot be restored: %1. Leave --with-usage out to restore the rest</source>
        <translation>无法恢复备份中的用量记录：%1。不带 --with-usage 可恢复其余内容</translation>
    </message>
    <message>
        <source>cannot read the backup: %1</source>
        <translation>无法读取备份：%1</translation>
    </message>
    <message>
        <source>too many entries</source>
        <translation>过多的条目</translation>
    </message>
    <message>
        <source>no backup is open</source>
        <translation>没有打开的备份</translation>
    </message>
    <message>
        <source>there is no route &quot;%1&quot;; did you mean &quot;%2&quot;?</source>
        <translation>没有路由“%1”；是否想写“%2”？</translation>
    </message>
    <message>
        <source>there is no route &quot;%1&quot;</source>
        <translation>没有路由“%1”</translation>
    </message>
    <message>
        <source>there is no consumer &quot;%1&quot;; did you mean &quot;%2&quot;?</source>
        <translation>没有调用方“%1”；是否想写“%2”？</translation>
    </message>
    <message>
        <source>there is no consumer &quot;%1&quot;</source>
        <translation>没有调用方“%1”</translation>
    </message>
    <message>
        <source>&quot;%1&quot; %2</source>
        <translation>“%1”%2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 It is kept as %3.</source>
        <translation>%1 无法使用：%2它已另存为 %3。</translation>
    </message>
    <message>
        <source>There is no such process.</source>
        <translation>没有这个进程。</translation>
    </message>
    <message>
        <source>%1 It cannot be moved away; delete it yourself.</source>
        <translation>%1无法移走它；请手动删除。</translation>
    </message>
    <message>
        <source>%1 It is kept as %2.</source>
        <translation>%1它已另存为 %2。</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2.</source>
        <translation>%1 无法使用：%2。</translation>
    </message>
    <message>
        <source>%1: the secret cannot be read. %2</source>
        <translation>%1：无法读取机密。%2</translation>
    </message>
    <message>
        <source>%1: the secret cannot be read: %2</source>
        <translation>%1：无法读取机密：%2</translation>
    </message>
    <message>
        <source>export.otlp.endpoint: OTEL_EXPORTER_OTLP_ENDPOINT is not the address of a collector, such as http://127.0.0.1:4318</source>
        <translation>export.otlp.endpoint：OTEL_EXPORTER_OTLP_ENDPOINT 不是收集器的地址，例如 http://127.0.0.1:4318</translation>
    </message>
    <message>
        <source>%1 %2. %3</source>
        <translation>%1 %2。%3</translation>
    </message>
    <message>
        <source>Signing in to Google with the service account</source>
        <translation>正在用服务账号登录 Google</translation>
    </message>
    <message>
        <source>%1: no answer</source>
        <translation>%1：没有响应</translation>
    </message>
    <message>
        <source>%1: status %2</source>
        <translation>%1：状态 %2</translation>
    </message>
    <message>
        <source>The body is not valid %1.</source>
        <translation>正文不是有效的 %1。</translation>
    </message>
    <message>
        <source>the proxy does not allow the request (status %1)</source>
        <translation>代理不允许此请求（状态 %1）</translation>
    </message>
    <message>
        <source>the proxy cannot reach the host (status %1)</source>
        <translation>代理无法连接到该主机（状态 %1）</translation>
    </message>
    <message>
        <source>the variable %1 %2</source>
        <translation>变量 %1 %2</translation>
    </message>
    <message>
        <source>Check the proxy and &quot;proxy&quot; of the provider</source>
        <translation>请检查代理和该供应商的“proxy”</translation>
    </message>
    <message>
        <source>Check the proxy and the variable %1, or list the host in NO_PROXY</source>
        <translation>请检查代理和变量 %1，或将该主机列入 NO_PROXY</translation>
    </message>
    <message>
        <source>Check the proxy and the system&apos;s proxy settings, or set &quot;proxy&quot; of the provider to &quot;none&quot;</source>
        <translation>请检查代理和系统的代理设置，或将该供应商的“proxy”设为“none”</translation>
    </message>
    <message>
        <source>%1 is already in use.</source>
        <translation>%1 已被占用。</translation>
    </message>
    <message>
        <source>Cannot listen on %1: %2.</source>
        <translation>无法监听 %1：%2。</translation>
    </message>
    <message>
        <source>This machine does not have the address %1.</source>
        <translation>本机没有地址 %1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not an address to listen on.</source>
        <translation>“%1”不是可以监听的地址。</translation>
    </message>
    <message>
        <source>The request is not well-formed HTTP: %1.</source>
        <translation>请求不是有效的 HTTP：%1。</translation>
    </message>
    <message>
        <source>The client closed the connection before the request was complete.</source>
        <translation>客户端在请求完成前关闭了连接。</translation>
    </message>
    <message>
        <source>does not exist; &quot;~&quot; is not expanded, so write the full path</source>
        <translation>不存在；“~”不会被展开，请写完整路径</translation>
    </message>
    <message>
        <source>does not exist; variables in it are not expanded, so write the full path</source>
        <translation>不存在；其中的变量不会被展开，请写完整路径</translation>
    </message>
    <message>
        <source>does not exist; write the path without &quot;file:&quot;</source>
        <translation>不存在；请写不带“file:”的路径</translation>
    </message>
    <message>
        <source>does not exist; create it, or correct the path</source>
        <translation>不存在；请创建它，或更正路径</translation>
    </message>
    <message>
        <source>cannot be read; make it readable for the user that runs Signalbox</source>
        <translation>无法读取；请让运行 Signalbox 的用户可以读取它</translation>
    </message>
    <message>
        <source>is saved as UTF-16; save it as UTF-8</source>
        <translation>以 UTF-16 保存；请将它保存为 UTF-8</translation>
    </message>
    <message>
        <source>%1 &quot;%2&quot; %3</source>
        <translation>%1 “%2” %3</translation>
    </message>
    <message>
        <source>%1: &quot;%2&quot; %3</source>
        <translation>%1：“%2” %3</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>a key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>the certificate of localhost</source>
        <translation>localhost 的证书</translation>
    </message>
    <message>
        <source>listen.tls.key: %1 cannot be read.</source>
        <translation>listen.tls.key：无法读取 %1。</translation>
    </message>
    <message>
        <source>listen.tls.certificate: %1 cannot be read.</source>
        <translation>listen.tls.certificate：无法读取 %1。</translation>
    </message>
    <message>
        <source>listen.tls.key: %1 does not belong to the certificate.</source>
        <translation>listen.tls.key：%1 与证书不匹配。</translation>
    </message>
    <message>
        <source>certificate not trusted: %1</source>
        <translation>证书不受信任：%1</translation>
    </message>
    <message>
        <source>TLS handshake failed</source>
        <translation>TLS 握手失败</translation>
    </message>
    <message>
        <source>the answer is not well-formed HTTP: %1</source>
        <translation>响应不是有效的 HTTP：%1</translation>
    </message>
    <message>
        <source>the proxy cannot reach the host, or does not allow it</source>
        <translation>代理无法连接到该主机，或不允许访问该主机</translation>
    </message>
    <message>
        <source>the proxy does not allow the connection</source>
        <translation>代理不允许这个连接</translation>
    </message>
    <message>
        <source>host not found</source>
        <translation>找不到主机</translation>
    </message>
    <message>
        <source>no free connection on this machine</source>
        <translation>本机没有可用的连接</translation>
    </message>
    <message>
        <source>the proxy refused the connection</source>
        <translation>代理拒绝了连接</translation>
    </message>
    <message>
        <source>the proxy closed the connection</source>
        <translation>代理关闭了连接</translation>
    </message>
    <message>
        <source>the proxy did not answer</source>
        <translation>代理没有响应</translation>
    </message>
    <message>
        <source>the proxy&apos;s host was not found</source>
        <translation>找不到代理的主机</translation>
    </message>
    <message>
        <source>the proxy did not open the connection: it cannot reach the host, requires other credentials, or is not an HTTP proxy</source>
        <translation>代理没有建立连接：它无法连接到该主机、需要其他凭据，或不是 HTTP 代理</translation>
    </message>
    <message>
        <source>connection failed</source>
        <translation>连接失败</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>%1 (proxy %2)</source>
        <translation>%1（代理 %2）</translation>
    </message>
    <message>
        <source>no certificate is trusted: %1. Correct SSL_CERT_FILE and SSL_CERT_DIR, or unset them</source>
        <translation>没有受信任的证书：%1。请更正或取消设置 SSL_CERT_FILE 和 SSL_CERT_DIR</translation>
    </message>
    <message>
        <source>Consumer &quot;%1&quot; may not use route &quot;%2&quot;.</source>
        <translation>调用方“%1”无权使用路由“%2”。</translation>
    </message>
    <message>
        <source>Consumer &quot;%1&quot; may use only the routes that its settings list.</source>
        <translation>调用方“%1”只能使用其设置中列出的路由。</translation>
    </message>
    <message>
        <source>Consumer &quot;%1&quot; may not use model &quot;%2&quot;.</source>
        <translation>调用方“%1”无权使用模型“%2”。</translation>
    </message>
    <message>
        <source>is not base64.</source>
        <translation>不是 base64。</translation>
    </message>
    <message>
        <source>is a data URL that is not base64.</source>
        <translation>是 data URL，但内容不是 base64。</translation>
    </message>
    <message>
        <source>must be a string or an array of content blocks.</source>
        <translation>必须是字符串或内容块的数组。</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which is allowed only in a user message.</source>
        <translation>是“%1”，它只能用在用户消息中。</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which is allowed only in a user or assistant message.</source>
        <translation>是“%1”，它只能用在用户或助手的消息中。</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which is allowed only in an assistant message.</source>
        <translation>是“%1”，它只能用在助手消息中。</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, but no earlier message has a tool_use block with this id.</source>
        <translation>是“%1”，但之前的消息中没有 ID 与之相同的 tool_use 块。</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which is not allowed in a tool result.</source>
        <translation>是“%1”，它不能用在工具结果中。</translation>
    </message>
    <message>
        <source>A file is referenced by an id of another provider. Send its content.</source>
        <translation>文件用的是其他供应商的文件 ID。请直接发送文件内容。</translation>
    </message>
    <message>
        <source>Anthropic cannot fetch the URL of a file. Send its content, or use an https URL.</source>
        <translation>Anthropic 无法获取文件的 URL。请发送文件内容，或改用 https。</translation>
    </message>
    <message>
        <source>Anthropic does not support the type of an image. Use JPEG, PNG, GIF or WebP.</source>
        <translation>Anthropic 不支持这种图片类型。请使用 JPEG、PNG、GIF 或 WebP。</translation>
    </message>
    <message>
        <source>Anthropic does not support the type of a file. Send a PDF or plain text.</source>
        <translation>Anthropic 不支持这种文件类型。请发送 PDF 或纯文本。</translation>
    </message>
    <message>
        <source>Anthropic accepts neither audio nor video. Send the text, or choose another model.</source>
        <translation>Anthropic 不接受音频和视频：请发送文字，或选择其他模型。</translation>
    </message>
    <message>
        <source>must contain at least one message.</source>
        <translation>至少要有一条消息。</translation>
    </message>
    <message>
        <source>must be 1 or more.</source>
        <translation>必须不小于 1。</translation>
    </message>
    <message>
        <source>Conversations are not stored here. Send the whole conversation, without &quot;thread&quot;.</source>
        <translation>这里不保存对话：请发送完整的对话，去掉“thread”。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not an event stream.</source>
        <translation>供应商的回答不是事件流。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not a message of the Messages API.</source>
        <translation>供应商的回答不是 Messages API 的消息。</translation>
    </message>
    <message>
        <source>Bedrock&apos;s answer is not a JSON object.</source>
        <translation>Bedrock 的回答不是 JSON 对象。</translation>
    </message>
    <message>
        <source>Bedrock&apos;s answer has no &quot;output.message.content&quot;.</source>
        <translation>Bedrock 的回答没有“output.message.content”。</translation>
    </message>
    <message>
        <source>is a URL, which Bedrock does not fetch. Send the content as base64 data.</source>
        <translation>是用 URL 指定的，而 Bedrock 不会去获取。请把内容以 base64 发送。</translation>
    </message>
    <message>
        <source>is the id of a file at another provider. Send the content as base64 data.</source>
        <translation>指定了另一个供应商的文件。请把内容以 base64 发送。</translation>
    </message>
    <message>
        <source>has the type &quot;%1&quot;, which Bedrock does not support.</source>
        <translation>的类型是“%1”，Bedrock 不接受。</translation>
    </message>
    <message>
        <source>is audio, which Bedrock does not accept in a tool result.</source>
        <translation>是音频，Bedrock 不接受工具结果中的音频。</translation>
    </message>
    <message>
        <source>contains no message with content.</source>
        <translation>没有含可发送内容的消息。</translation>
    </message>
    <message>
        <source>is not text. Bedrock accepts only text in system messages.</source>
        <translation>不是文本，而 Bedrock 的系统消息只接受文本。</translation>
    </message>
    <message>
        <source>is a tool call without a name.</source>
        <translation>是没有名称的工具调用。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer contains no message.</source>
        <translation>供应商的回答没有消息。</translation>
    </message>
    <message>
        <source>contains a file, audio or video, which this model does not support. Send its text, or choose another model.</source>
        <translation>含有文件、音频或视频，该模型不支持。请发送其文本，或选择其他模型。</translation>
    </message>
    <message>
        <source>contains an image by the file id of another provider. Send the image itself, or its URL.</source>
        <translation>含有用其他供应商的文件 ID 指定的图片。请发送图片本身或其 URL。</translation>
    </message>
    <message>
        <source>The request body %1</source>
        <translation>请求正文%1</translation>
    </message>
    <message>
        <source>must be one JSON object.</source>
        <translation>必须是一个 JSON 对象。</translation>
    </message>
    <message>
        <source>a whole number beyond 64 bits</source>
        <translation>超出 64 位的整数</translation>
    </message>
    <message>
        <source>must be %1, not %2.</source>
        <translation>必须是%1，而不是 %2。</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>a string</source>
        <translation>字符串</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>must be a whole number.</source>
        <translation>必须是整数。</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not call one of the tools that &quot;%1&quot; requires. The target&apos;s API cannot require a tool call, so the request asked for an answer that matches the tool&apos;s schema. Repeat the request, or choose a model of a provider that can require tool calls.</source>
        <translation>模型的回答没有调用“%1”要求的工具。目标的 API 无法强制调用工具，因此请求改为要求符合该工具 schema 的回答。请重试，或选择支持强制调用工具的供应商的模型。</translation>
    </message>
    <message>
        <source>The model&apos;s answer does not hold the arguments of the tool &quot;%1&quot;, which &quot;%2&quot; requires. The target&apos;s API cannot require a tool call, so the request asked for an answer that matches the tool&apos;s schema. Repeat the request, or choose a model of a provider that can require tool calls.</source>
        <translation>模型的回答不是工具“%1”的参数，而“%2”要求调用该工具。目标的 API 无法强制调用工具，因此请求改为要求符合该工具 schema 的回答。请重试，或选择支持强制调用工具的供应商的模型。</translation>
    </message>
    <message>
        <source>The model&apos;s answer is not the JSON that &quot;%1&quot; requires. The target&apos;s API cannot enforce it for this request, so the instructions asked for it. Repeat the request, or choose a model of a provider that can enforce a JSON format.</source>
        <translation>模型的回答不是“%1”所要求的 JSON。对于该请求，目标的 API 无法强制这一格式，只能在提示词中说明。请重试，或选择支持强制 JSON 格式的供应商的模型。</translation>
    </message>
    <message>
        <source>requests an answer that is not text, which the target&apos;s API does not support. Request text, or choose a model of a provider with the API of this request.</source>
        <translation>要求非文本的回答，目标的 API 不支持。请改为要求文本，或选择使用本请求 API 的供应商的模型。</translation>
    </message>
    <message>
        <source>requests a media type that the target&apos;s API does not support. Request application/json with a schema, or choose one of Google&apos;s models.</source>
        <translation>要求的媒体类型，目标的 API 不支持。请改为要求带 schema 的 application/json，或选择 Google 的模型。</translation>
    </message>
    <message>
        <source>is missing. Write the JSON Schema that the answer must match.</source>
        <translation>缺失。请写出回答必须符合的 JSON Schema。</translation>
    </message>
    <message>
        <source>must be at least 1.</source>
        <translation>必须至少是 1。</translation>
    </message>
    <message>
        <source>requests %1 answers. The target&apos;s API returns one per request, and Signalbox sends at most %2 upstream requests for each request. Ask for fewer answers, or send several requests.</source>
        <translation>要求 %1 个回答。目标的 API 每个请求只返回一个，而 Signalbox 最多为一个请求向上游发送 %2 个请求。请减少回答数量，或分多次请求。</translation>
    </message>
    <message>
        <source>must be at least 1. Otherwise, leave it out.</source>
        <translation>必须至少为 1，或者省略。</translation>
    </message>
    <message>
        <source>requires &quot;logprobs&quot;: true. Add it, or leave this field out.</source>
        <translation>需要同时设置“logprobs: true”。请加上它，或去掉该字段。</translation>
    </message>
    <message>
        <source>requires &quot;responseLogprobs&quot;: true. Add it, or leave this field out.</source>
        <translation>需要同时设置“responseLogprobs: true”。请加上它，或去掉该字段。</translation>
    </message>
    <message>
        <source>requests an unknown answer format, which cannot be translated for the target. Request JSON with a schema, or choose a model of a provider with the API of this request.</source>
        <translation>要求的回答格式未知，无法为该目标转换。请改为要求带 schema 的 JSON，或选择使用本请求 API 的供应商的模型。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has the type &quot;%2&quot;, which the target&apos;s API does not support, and the message has no other content to answer. Send its text, or choose a model of a provider with the API of this request.</source>
        <translation>“%1”的类型是“%2”，目标的 API 不支持，而该消息没有其他可回答的内容。请发送其文本，或选择使用本请求 API 的供应商的模型。</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, the only tool of the request, and the target&apos;s API does not support it. Choose a model of a provider that supports it, or define a function.</source>
        <translation>是“%1”，它是请求中唯一的工具，而目标的 API 不支持它。请选择支持它的供应商的模型，或定义一个函数。</translation>
    </message>
    <message>
        <source>names the tool &quot;%1&quot;, which the request does not define. Name one that it defines, or let the model choose.</source>
        <translation>指定了工具“%1”，但请求中没有定义它。请指定已定义的工具，或让模型自行选择。</translation>
    </message>
    <message>
        <source>names the tool &quot;%1&quot;, which the target&apos;s API does not support. Let the model choose, name a function, or choose a model of a provider that supports it.</source>
        <translation>指定了工具“%1”，而目标的 API 不支持它。请让模型自行选择、指定一个函数，或选择支持它的供应商的模型。</translation>
    </message>
    <message>
        <source>requires a tool call, but the target&apos;s API supports none of the tools. Define a function, or let the model answer without a tool call.</source>
        <translation>要求调用工具，但目标的 API 一个也不支持。请定义一个函数，或允许模型不调用工具。</translation>
    </message>
    <message>
        <source>requires a call of one of several tools, which the target&apos;s API does not support. Name one tool, let the model choose, or choose a model of another provider.</source>
        <translation>要求调用多个工具中的一个，目标的 API 不支持。请指定一个工具、让模型自行选择，或选择其他供应商的模型。</translation>
    </message>
    <message>
        <source>has %1 tools, but the target&apos;s API accepts at most %2. Leave some out, or choose a model of another provider.</source>
        <translation>有 %1 个工具，而目标的 API 最多接受 %2 个。请去掉一些，或选择其他供应商的模型。</translation>
    </message>
    <message>
        <source>refers to content cached at Google, which the target cannot access. Send the conversation itself, or choose one of Google&apos;s models.</source>
        <translation>引用了缓存在 Google 的内容，目标无法访问。请发送对话本身，或选择 Google 的模型。</translation>
    </message>
    <message>
        <source>lists MCP servers that Anthropic would call; the target&apos;s API does not support them. Choose one of Anthropic&apos;s models, or define their tools as functions.</source>
        <translation>列出了由 Anthropic 调用的 MCP 服务器，目标的 API 不支持。请选择 Anthropic 的模型，或把这些工具定义为函数。</translation>
    </message>
    <message>
        <source>refers to files and skills stored at Anthropic, which the target cannot access. Leave it out, or choose one of Anthropic&apos;s models.</source>
        <translation>引用了存储在 Anthropic 的文件和技能，目标无法访问。请去掉它，或选择 Anthropic 的模型。</translation>
    </message>
    <message>
        <source>requests a web search, which the target&apos;s API does not support. Choose a model of a provider that supports it.</source>
        <translation>要求搜索网页，目标的 API 不支持。请选择支持该功能的供应商的模型。</translation>
    </message>
    <message>
        <source>is a document, which the target&apos;s API does not accept. Send its text, or choose a model of another provider.</source>
        <translation>是文档，目标的 API 不接受。请发送其中的文字，或选择其他供应商的模型。</translation>
    </message>
    <message>
        <source>contains only messages without text whose roles are unknown, so there is nothing for the target to answer. Send a user message, or choose a model of a provider with the API of this request.</source>
        <translation>只含有角色未知且没有文本的消息，目标没有可回答的内容。请发送一条用户消息，或选择使用本请求 API 的供应商的模型。</translation>
    </message>
    <message>
        <source>is empty, but the mode requires a call of one of its tools. Name one, or set the mode to &quot;auto&quot;.</source>
        <translation>为空，而该模式要求调用其中的一个工具。请指定一个，或把模式设为“auto”。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer contains no embeddings.</source>
        <translation>供应商的回答没有嵌入向量。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer contains an invalid embedding.</source>
        <translation>供应商的回答含有无效的嵌入向量。</translation>
    </message>
    <message>
        <source>contains token ids, which are valid only for the model they were made for. Send the text itself, or choose a model of a provider with OpenAI&apos;s API.</source>
        <translation>含有 token ID，只有对应的模型才能读取。请发送文本本身，或选择使用 OpenAI API 的供应商的模型。</translation>
    </message>
    <message>
        <source>must be text. Only text can be embedded here.</source>
        <translation>必须是文本。这里只支持文本的嵌入。</translation>
    </message>
    <message>
        <source>has a different taskType or outputDimensionality than the first request. Send it as a separate request.</source>
        <translation>要求的 taskType 或 outputDimensionality 与第一个不同。请用单独的请求发送。</translation>
    </message>
    <message>
        <source>must be a token id.</source>
        <translation>必须是 token ID。</translation>
    </message>
    <message>
        <source>must be &quot;float&quot; or &quot;base64&quot;.</source>
        <translation>必须是“float”或“base64”。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer numbers its embeddings incorrectly.</source>
        <translation>供应商的回答中嵌入向量的序号有误。</translation>
    </message>
    <message>
        <source>contains several inputs, but this model accepts one per request at Vertex AI. Send them one by one, or choose another model.</source>
        <translation>含有多个输入，而该模型在 Vertex AI 每个请求只接受一个。请逐个发送，或选择其他模型。</translation>
    </message>
    <message>
        <source>Requests in this format can be written but not read.</source>
        <translation>这种格式的请求只能生成，不能解析。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not a JSON object.</source>
        <translation>供应商的回答不是 JSON 对象。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer contains no candidates.</source>
        <translation>供应商的回答没有候选回答。</translation>
    </message>
    <message>
        <source>contains both &quot;%1&quot; and &quot;%2&quot;. Send only one of them in each part.</source>
        <translation>同时含有“%1”和“%2”。每个部分只能有其中之一。</translation>
    </message>
    <message>
        <source>has no content. Add &quot;text&quot; or &quot;inlineData&quot;, for example.</source>
        <translation>没有内容。请加上“text”或“inlineData”等。</translation>
    </message>
    <message>
        <source>is a function call, which is allowed only in a content with role &quot;model&quot;.</source>
        <translation>是函数调用，只能用在角色为“model”的 content 中。</translation>
    </message>
    <message>
        <source>is a function response, which is allowed only in a content with role &quot;user&quot;.</source>
        <translation>是函数结果，只能用在角色为“user”的 content 中。</translation>
    </message>
    <message>
        <source>does not answer any functionCall in the contents before it.</source>
        <translation>不对应之前 contents 中的任何 functionCall。</translation>
    </message>
    <message>
        <source>The request contains no message to answer.</source>
        <translation>请求中没有可以回答的消息。</translation>
    </message>
    <message>
        <source>contains media of an unknown type. State the type, as in &quot;data:image/png;base64,...&quot;.</source>
        <translation>含有类型不明的媒体：请写明类型，例如“data:image/png;base64,...”。</translation>
    </message>
    <message>
        <source>is the id of a file that was uploaded to another provider. Send the file itself, or its URL.</source>
        <translation>是上传到其他供应商的文件的 ID。请发送文件本身或其 URL。</translation>
    </message>
    <message>
        <source>is a tool result without the tool&apos;s name, and its tool call is not in the conversation. Add the name, or send the call.</source>
        <translation>是工具结果，但没有工具名称，对话中也没有对应的调用。请加上名称，或发送该调用。</translation>
    </message>
    <message>
        <source>contains a tool call, which is allowed only in an assistant message.</source>
        <translation>含有工具调用，而工具调用只能用在助手消息中。</translation>
    </message>
    <message>
        <source>The previous response is not stored here. Send the whole conversation.</source>
        <translation>之前的响应没有保存在这里。请发送完整的对话。</translation>
    </message>
    <message>
        <source>&quot;tool_choice&quot; requires a tool call, but this model does not support tools. Choose another model.</source>
        <translation>“tool_choice”要求调用工具，而该模型不支持工具。请选择其他模型。</translation>
    </message>
    <message>
        <source>must be an image as base64, without a &quot;data:&quot; prefix.</source>
        <translation>必须是 base64 编码的图片，不带“data:”前缀。</translation>
    </message>
    <message>
        <source>is not the id of an earlier tool call.</source>
        <translation>不是之前任何工具调用的 ID。</translation>
    </message>
    <message>
        <source>is not the tool of an earlier call that still needs a result.</source>
        <translation>不是尚需结果的工具调用的工具。</translation>
    </message>
    <message>
        <source>is a tool result, but no earlier tool call still needs one.</source>
        <translation>是工具结果，但之前没有尚需结果的工具调用。</translation>
    </message>
    <message>
        <source>contains an image URL, which Ollama cannot fetch. Send the image itself as base64.</source>
        <translation>含有图片的 URL，Ollama 无法获取。请以 base64 发送图片本身。</translation>
    </message>
    <message>
        <source>works only with providers that have Ollama&apos;s own API. Leave it out, or choose a model of such a provider.</source>
        <translation>只适用于使用 Ollama 自有 API 的供应商。请去掉它，或选择这种供应商的模型。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not a chat completion: it has no choices.</source>
        <translation>供应商的回答不是聊天补全：它没有 choices。</translation>
    </message>
    <message>
        <source>names a response that is not stored here. Send the whole conversation.</source>
        <translation>指定的响应没有保存在这里。请发送完整的对话。</translation>
    </message>
    <message>
        <source>must be a URL, or &quot;data:&lt;type&gt;;base64,&lt;data&gt;&quot; with valid base64.</source>
        <translation>必须是 URL，或“data:&lt;类型&gt;;base64,&lt;数据&gt;”且 base64 有效。</translation>
    </message>
    <message>
        <source>is the file id of an image, which the target cannot open. Send the image itself.</source>
        <translation>是图片的文件 ID，目标无法打开。请发送图片本身。</translation>
    </message>
    <message>
        <source>is audio without data, which the target cannot open. Send it as base64.</source>
        <translation>是没有数据的音频，目标无法打开。请以 base64 发送。</translation>
    </message>
    <message>
        <source>is the file id of a video, which the target cannot open. Send a URL or the video itself.</source>
        <translation>是视频的文件 ID，目标无法打开。请发送 URL 或视频本身。</translation>
    </message>
    <message>
        <source>is a file without data, which the target cannot open. Send it as base64.</source>
        <translation>是没有数据的文件，目标无法打开。请以 base64 发送。</translation>
    </message>
    <message>
        <source>must be a string or an array of parts.</source>
        <translation>必须是字符串或部分的数组。</translation>
    </message>
    <message>
        <source>is not the id of a tool call in the messages before it.</source>
        <translation>不是之前消息中任何工具调用的 ID。</translation>
    </message>
    <message>
        <source>is the id of a tool call that already has a result. Send one result for each call.</source>
        <translation>是已有结果的工具调用的 ID。每个调用只能有一个结果。</translation>
    </message>
    <message>
        <source>contains the result of a tool (%1) without a tool call before it.</source>
        <translation>含有工具（%1）的结果，但之前没有对应的工具调用。</translation>
    </message>
    <message>
        <source>is not supported by this model. Leave it out, or choose another model.</source>
        <translation>该模型不支持。请去掉它，或选择其他模型。</translation>
    </message>
    <message>
        <source>has more than 4 entries. This API accepts at most 4.</source>
        <translation>多于 4 项。该 API 最多接受 4 项。</translation>
    </message>
    <message>
        <source>names no tool of the request, so the model could not use any. Name at least one that the request defines.</source>
        <translation>没有指定请求中定义的任何工具，模型将无工具可用。请至少指定一个。</translation>
    </message>
    <message>
        <source>is an array of tokens, which only the model&apos;s own tokenizer can read. Send the text.</source>
        <translation>是 token 数组，只有模型自己的分词器才能读取。请发送文本。</translation>
    </message>
    <message>
        <source>contains several prompts. Send one per request.</source>
        <translation>含有多个提示词。请每个请求只发送一个。</translation>
    </message>
    <message>
        <source>cannot be translated for this model. Fill-in-the-middle requires a provider with a completions API.</source>
        <translation>无法为该模型转换。中间填充需要提供 completions API 的供应商。</translation>
    </message>
    <message>
        <source>cannot be translated for this model. Ask for one answer.</source>
        <translation>无法为该模型转换。请只要求一个回答。</translation>
    </message>
    <message>
        <source>The request body is not valid JSON or is nested too deeply. Send valid JSON with fewer levels.</source>
        <translation>请求正文不是有效的 JSON，或嵌套太深。请发送层级较少的有效 JSON。</translation>
    </message>
    <message>
        <source>The request body is not UTF-8. Send it as UTF-8 encoded JSON.</source>
        <translation>请求正文不是 UTF-8。请发送 UTF-8 编码的 JSON。</translation>
    </message>
    <message>
        <source>The request body is not valid JSON. Send one JSON object.</source>
        <translation>请求正文不是有效的 JSON。请发送一个 JSON 对象。</translation>
    </message>
    <message>
        <source>The request body is empty. Send one JSON object with the fields of this API.</source>
        <translation>请求正文为空。请发送一个 JSON 对象，其中包含该 API 的字段。</translation>
    </message>
    <message>
        <source>The request body begins with a byte order mark. Send UTF-8 without one.</source>
        <translation>请求正文以字节顺序标记开头。请发送不带它的 UTF-8。</translation>
    </message>
    <message>
        <source>The request body must be one JSON object.</source>
        <translation>请求正文必须是一个 JSON 对象。</translation>
    </message>
    <message>
        <source>&quot;model&quot; must be a string that names a model.</source>
        <translation>“model”必须是字符串，即模型的名称。</translation>
    </message>
    <message>
        <source>&quot;model&quot; is empty. Name a model; GET /v1/models lists those that you can use.</source>
        <translation>“model”为空。请指定模型；GET /v1/models 会列出可用的模型。</translation>
    </message>
    <message>
        <source>&quot;model&quot; is longer than %1 bytes.</source>
        <translation>“model”超过 %1 字节。</translation>
    </message>
    <message>
        <source>&quot;stream&quot; must be true or false.</source>
        <translation>“stream”必须是 true 或 false。</translation>
    </message>
    <message>
        <source>&quot;include_usage&quot; must be true or false.</source>
        <translation>“include_usage”必须是 true 或 false。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; occurs twice. Send it once.</source>
        <translation>“%1”出现了两次。请只发送一次。</translation>
    </message>
    <message>
        <source>&quot;model&quot; is missing. Name a model; GET /v1/models lists those that you can use.</source>
        <translation>缺少“model”。请指定模型；GET /v1/models 会列出可用的模型。</translation>
    </message>
    <message>
        <source>The provider reported an error without a message.</source>
        <translation>供应商报告了错误，但没有说明。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer contains no &quot;output&quot;.</source>
        <translation>供应商的回答没有“output”。</translation>
    </message>
    <message>
        <source>The provider&apos;s answer is not complete.</source>
        <translation>供应商的回答不完整。</translation>
    </message>
    <message>
        <source>must be a URL, or a data URL with base64 content.</source>
        <translation>必须是链接，或内容为 base64 的 data URL。</translation>
    </message>
    <message>
        <source>must be base64 or a data URL with base64 content.</source>
        <translation>必须是 base64，或内容为 base64 的 data URL。</translation>
    </message>
    <message>
        <source>must be base64.</source>
        <translation>必须是 base64。</translation>
    </message>
    <message>
        <source>must be a string or an array of content parts.</source>
        <translation>必须是字符串，或内容部分的数组。</translation>
    </message>
    <message>
        <source>is not the id of a call in the input. Send the function_call item too, or set previous_response_id.</source>
        <translation>不是输入中任何调用的 ID。请同时发送 function_call 项，或设置 previous_response_id。</translation>
    </message>
    <message>
        <source>must not be empty. Send at least one item to answer.</source>
        <translation>不能为空。请至少发送一项内容。</translation>
    </message>
    <message>
        <source>contains the file &quot;%1&quot;, which is stored at another provider. Send its content instead.</source>
        <translation>含有保存在其他供应商的文件“%1”。请改为发送其内容。</translation>
    </message>
    <message>
        <source>contains audio in a form that the model&apos;s provider does not accept. Send WAV or MP3 as base64.</source>
        <translation>含有该模型的供应商不接受的音频格式。请以 base64 发送 WAV 或 MP3。</translation>
    </message>
    <message>
        <source>contains a video, which the model&apos;s provider does not accept. Leave it out, or use another model.</source>
        <translation>含有视频，该模型的供应商不接受。请去掉它，或换用其他模型。</translation>
    </message>
    <message>
        <source>is not supported here. Leave it out, and use &quot;stream&quot; for long answers.</source>
        <translation>这里不支持。请去掉它；耗时较长的回答请使用“stream”。</translation>
    </message>
    <message>
        <source>is not supported here. Use previous_response_id, or send the earlier items in &quot;input&quot;.</source>
        <translation>这里不支持。请使用 previous_response_id，或在“input”中发送之前的项。</translation>
    </message>
    <message>
        <source>The referenced item &quot;%1&quot; is not stored here, or no longer. Send the item itself, or set &quot;store&quot;: false.</source>
        <translation>引用的项“%1”没有保存在这里，或已被清除。请发送该项本身，或设置“store: false”。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a compacted conversation, and only the provider that made its &quot;encrypted_content&quot; can read it. Send the earlier items themselves, or choose a model of that provider.</source>
        <translation>“%1”是压缩后的对话，只有生成其“encrypted_content”的供应商才能读取。请发送之前的项本身，或选择该供应商的模型。</translation>
    </message>
    <message>
        <source>The response &quot;%1&quot; is not stored here, or no longer. Send the earlier items in &quot;input&quot;.</source>
        <translation>响应“%1”没有保存在这里，或已被清除。请在“input”中发送之前的项。</translation>
    </message>
    <message>
        <source>A stored prompt works only with the provider that stores it. Send its text in &quot;instructions&quot;.</source>
        <translation>已存储的提示词只能在保存它的供应商使用。请在“instructions”中发送其内容。</translation>
    </message>
    <message>
        <source>The model returned no summary of the conversation. Try again, or use another model.</source>
        <translation>模型没有返回对话摘要。请重试，或换用其他模型。</translation>
    </message>
    <message>
        <source>The response &quot;%1&quot; is stored only at provider &quot;%2&quot;. Send the earlier items in &quot;input&quot;.</source>
        <translation>响应“%1”只保存在供应商“%2”。请在“input”中发送之前的项。</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 ms</source>
        <translation>%1 在 %2 毫秒内没有响应</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2</source>
        <translation>无法连接 %1：%2</translation>
    </message>
    <message>
        <source>%1 sent more than %2 MiB</source>
        <translation>%1 发送的内容超过 %2 MiB</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2 (proxy %3). %4</source>
        <translation>无法连接到 %1：%2（代理 %3）。%4</translation>
    </message>
    <message>
        <source>no secure connection to %1: %2. %3</source>
        <translation>无法与 %1 建立安全连接：%2。%3</translation>
    </message>
    <message>
        <source>no secure connection to %1: %2</source>
        <translation>无法与 %1 建立安全连接：%2</translation>
    </message>
    <message>
        <source>The body is not a JSON object.</source>
        <translation>正文不是 JSON 对象。</translation>
    </message>
    <message>
        <source>must be a list of names</source>
        <translation>必须是名称的列表</translation>
    </message>
    <message>
        <source>must be a number from 0 to %1</source>
        <translation>必须是 0 到 %1 的数字</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>必须是 true 或 false</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>必须是列表</translation>
    </message>
    <message>
        <source>The price list must be an object</source>
        <translation>价目表必须是对象</translation>
    </message>
    <message>
        <source>The price list has no prices</source>
        <translation>价目表没有价格</translation>
    </message>
    <message>
        <source>%1.%2</source>
        <translation>%1.%2</translation>
    </message>
    <message>
        <source>must be an object: this is neither a price list nor models.dev&apos;s api.json</source>
        <translation>必须是对象：这既不是价目表，也不是 models.dev 的 api.json</translation>
    </message>
    <message>
        <source>The price list has more than %1 models</source>
        <translation>价目表的模型数超过 %1 个</translation>
    </message>
    <message>
        <source>The exchange rate of USD and CNY: %1</source>
        <translation>美元和人民币的汇率：%1</translation>
    </message>
    <message>
        <source>%1 as its list of models. %2</source>
        <translation>模型列表：%1。%2</translation>
    </message>
    <message>
        <source>it answered with status %1</source>
        <translation>它返回了状态 %1</translation>
    </message>
    <message>
        <source>the list of approved origins is not valid JSON: %1</source>
        <translation>已批准来源的列表不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>the list of approved origins has no array &quot;approved&quot;</source>
        <translation>已批准来源的列表没有数组“approved”</translation>
    </message>
    <message>
        <source>the list of approved origins has an entry without &quot;secret&quot; and &quot;origin&quot;</source>
        <translation>已批准来源的列表中有一项缺少“secret”和“origin”</translation>
    </message>
    <message>
        <source>certificate not verified</source>
        <translation>证书未验证</translation>
    </message>
    <message>
        <source>certificate verified by %1</source>
        <translation>证书由 %1 验证</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>readable by the proxy %1</source>
        <translation>代理 %1 可以读取</translation>
    </message>
    <message>
        <source>%1 (%2, %3)</source>
        <translation>%1（%2，%3）</translation>
    </message>
    <message>
        <source>Approve it on the Providers page, or with: %1</source>
        <translation>请在“供应商”页批准，或运行：%1</translation>
    </message>
    <message>
        <source>The secret for AWS is empty.</source>
        <translation>AWS 的密钥为空。</translation>
    </message>
    <message>
        <source>The secret for AWS has no access_key_id.</source>
        <translation>AWS 的密钥没有 access_key_id。</translation>
    </message>
    <message>
        <source>The secret is a Google credentials file for a user, not for a service account.</source>
        <translation>该密钥是用户的 Google 凭据文件，不是服务账号的。</translation>
    </message>
    <message>
        <source>The secret is a Google credentials file for another identity, not for a service account.</source>
        <translation>该密钥是其他身份的 Google 凭据文件，不是服务账号的。</translation>
    </message>
    <message>
        <source>The key file of the Google service account has no client_email.</source>
        <translation>Google 服务账号的密钥文件没有 client_email。</translation>
    </message>
    <message>
        <source>The key file of the Google service account has no private_key.</source>
        <translation>Google 服务账号的密钥文件没有 private_key。</translation>
    </message>
    <message>
        <source>The key file of the Google service account has a token_uri that is not https.</source>
        <translation>Google 服务账号密钥文件中的 token_uri 不是 https 地址。</translation>
    </message>
    <message>
        <source>The key was deleted or does not belong to the account: create a new one and store its file.</source>
        <translation>该密钥已被删除，或不属于该账号：请新建密钥并存储其文件。</translation>
    </message>
    <message>
        <source>Give the service account access to the project (the role Vertex AI User).</source>
        <translation>请授予该服务账号访问项目的权限（角色 Vertex AI User）。</translation>
    </message>
    <message>
        <source>Enable the service account in the Google Cloud console.</source>
        <translation>请在 Google Cloud 控制台启用该服务账号。</translation>
    </message>
    <message>
        <source>The organization does not allow this account: ask its administrator.</source>
        <translation>组织不允许该账号：请咨询其管理员。</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>状态 %1</translation>
    </message>
    <message>
        <source>Google refused the service account: %1.</source>
        <translation>Google 拒绝了该服务账号：%1。</translation>
    </message>
    <message>
        <source>The token endpoint of the service account answered without a token.</source>
        <translation>服务账号的 token 端点的响应中没有 token。</translation>
    </message>
    <message>
        <source>the key is empty; nothing was stored</source>
        <translation>密钥为空；未存储任何内容</translation>
    </message>
    <message>
        <source>the key is saved as UTF-16; nothing was stored. Save it as UTF-8</source>
        <translation>密钥以 UTF-16 保存；未存储任何内容。请保存为 UTF-8</translation>
    </message>
    <message>
        <source>the list of models is larger than %1 MiB. %2</source>
        <translation>模型列表大于 %1 MiB。%2</translation>
    </message>
    <message>
        <source>the account has no balance left</source>
        <translation>账户没有余额</translation>
    </message>
    <message>
        <source>not found: check the address and the model</source>
        <translation>未找到：请检查地址和模型</translation>
    </message>
    <message>
        <source>the provider&apos;s rate limit is reached</source>
        <translation>已被供应商限流</translation>
    </message>
    <message>
        <source>the provider answered with status %1</source>
        <translation>供应商返回了状态 %1</translation>
    </message>
    <message>
        <source>%1: it %2</source>
        <translation>%1：它%2</translation>
    </message>
    <message>
        <source>not found: check the address</source>
        <translation>未找到：请检查地址</translation>
    </message>
    <message>
        <source>another request for the same answer failed</source>
        <translation>获取同一响应的另一个请求失败</translation>
    </message>
    <message>
        <source>empty answer</source>
        <translation>空回答</translation>
    </message>
    <message>
        <source>too many values</source>
        <translation>值太多</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>太长</translation>
    </message>
    <message>
        <source>unusable stream</source>
        <translation>无法使用的流</translation>
    </message>
    <message>
        <source>unusable answer</source>
        <translation>无法使用的回答</translation>
    </message>
    <message>
        <source>unknown content coding</source>
        <translation>未知的内容编码</translation>
    </message>
    <message>
        <source>account not verified</source>
        <translation>账户未验证</translation>
    </message>
    <message>
        <source>account suspended or restricted</source>
        <translation>账户被停用或受限</translation>
    </message>
    <message>
        <source>region not supported</source>
        <translation>不支持的地区</translation>
    </message>
    <message>
        <source>no such endpoint</source>
        <translation>没有该端点</translation>
    </message>
    <message>
        <source>the rest of the answer</source>
        <translation>回答的其余部分</translation>
    </message>
    <message>
        <source>Check the account&apos;s balance and plan at the provider.</source>
        <translation>请在供应商处检查账户的余额和套餐。</translation>
    </message>
    <message>
        <source>it does not have version %1</source>
        <translation>它的版本不是 %1</translation>
    </message>
    <message>
        <source>The targets of route &quot;%1&quot; are</source>
        <translation>路由“%1”的目标</translation>
    </message>
    <message>
        <source>%1: its weight is 0</source>
        <translation>%1：权重是 0</translation>
    </message>
    <message>
        <source>The target of route &quot;%1&quot; is</source>
        <translation>路由“%1”的目标</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; is</source>
        <translation>供应商“%1”</translation>
    </message>
    <message>
        <source>Model &quot;%1&quot; is</source>
        <translation>模型“%1”</translation>
    </message>
    <message>
        <source>only keychain:, vault: and session: references can be stored; set the variable or write the file yourself</source>
        <translation>只能存储 keychain、vault 和 session 引用；环境变量和文件请自行设置</translation>
    </message>
    <message>
        <source>%1 is saved as UTF-16: save it as UTF-8</source>
        <translation>%1 以 UTF-16 保存：请保存为 UTF-8</translation>
    </message>
    <message>
        <source>the environment variable %1 is not set</source>
        <translation>没有设置环境变量 %1</translation>
    </message>
    <message>
        <source>the encrypted file has no key &quot;%1&quot;</source>
        <translation>加密文件里没有密钥“%1”</translation>
    </message>
    <message>
        <source>the encrypted file %1 cannot be read</source>
        <translation>无法读取加密文件 %1</translation>
    </message>
    <message>
        <source>the passphrase is wrong</source>
        <translation>口令不正确</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>larger than 256 MB; export fewer days at once</source>
        <translation>大于 256 MB；请减少一次导出的天数</translation>
    </message>
    <message>
        <source>a number such as 606000 or &quot;606,000&quot;</source>
        <translation>数字，例如 606000 或“606,000”</translation>
    </message>
    <message>
        <source>an amount of money such as 1234.5 or &quot;1,234.5&quot;</source>
        <translation>金额，例如 1234.5 或“1,234.5”</translation>
    </message>
    <message>
        <source>The file has no column &quot;%1&quot;.</source>
        <translation>文件没有“%1”这一列。</translation>
    </message>
    <message>
        <source>it has no numbers</source>
        <translation>没有数字</translation>
    </message>
    <message>
        <source>its &quot;%1&quot; is empty</source>
        <translation>“%1”是空的</translation>
    </message>
    <message>
        <source>Save it as UTF-8 (in a spreadsheet program &quot;CSV UTF-8&quot;), or convert it: iconv -f ENCODING -t UTF-8 FILE.</source>
        <translation>请存为 UTF-8（在表格软件中选“CSV UTF-8”），或进行转换：iconv -f ENCODING -t UTF-8 FILE。</translation>
    </message>
    <message>
        <source>The file is a zip archive or a workbook (xlsx): unpack it, or save the sheet as CSV.</source>
        <translation>该文件是 zip 压缩包或工作簿（xlsx）：请解压，或将工作表另存为 CSV。</translation>
    </message>
    <message>
        <source>The file is neither UTF-8, UTF-16 with a byte order mark nor GB18030 (GBK). %1</source>
        <translation>文件既不是 UTF-8、带字节序标记的 UTF-16，也不是 GB18030（GBK）。%1</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>separators</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>a quote is not closed</source>
        <translation>引号没有闭合</translation>
    </message>
    <message>
        <source>The comparison was stopped.</source>
        <translation>比较已停止。</translation>
    </message>
    <message>
        <source>the database cannot be read: %1</source>
        <translation>无法读取数据库：%1</translation>
    </message>
    <message>
        <source>a view, a trigger or a virtual table</source>
        <translation>视图、触发器或虚拟表</translation>
    </message>
    <message>
        <source>a computed column</source>
        <translation>计算列</translation>
    </message>
    <message>
        <source>a value in %1.%2</source>
        <translation>%1.%2 中的一个值</translation>
    </message>
    <message>
        <source>a row of %1: %2</source>
        <translation>%1 的一行：%2</translation>
    </message>
    <message>
        <source>%1 is a link to %2, whose folder does not exist; correct or delete the link, then try again</source>
        <translation>%1 是指向 %2 的链接，而目标所在的文件夹不存在；请更正或删除该链接，然后重试</translation>
    </message>
    <message>
        <source>cannot delete %1</source>
        <translation>无法删除 %1</translation>
    </message>
    <message>
        <source>%1 has changed since the change was shown; review it again</source>
        <translation>显示更改之后，%1 又有变动；请重新查看</translation>
    </message>
    <message>
        <source>%1 does not contain what was written to it</source>
        <translation>%1 的内容与写入的不一致</translation>
    </message>
    <message>
        <source>unknown client &quot;%1&quot;</source>
        <translation>未知的客户端“%1”</translation>
    </message>
    <message>
        <source>%1 does not fetch a list of models: name the model that it should use</source>
        <translation>%1 不会获取模型列表：请指定它要使用的模型</translation>
    </message>
    <message>
        <source>&quot;%1&quot; was not set up by Signalbox, so there is nothing to restore</source>
        <translation>“%1”不是由 Signalbox 设置的，没有可还原的内容</translation>
    </message>
    <message>
        <source>the program of %1 was not found on this machine</source>
        <translation>本机找不到 %1 的程序</translation>
    </message>
    <message>
        <source>%1 did not report its version in time</source>
        <translation>%1 没有及时报告版本</translation>
    </message>
    <message>
        <source>%1 --version did not report a version</source>
        <translation>%1 --version 没有报告版本</translation>
    </message>
    <message>
        <source>%1 has a quote that is not closed on the same line; put the value on one line, then try again</source>
        <translation>%1 的引号没有在同一行内闭合；请把值写在一行，然后重试</translation>
    </message>
    <message>
        <source>the value of %1 contains a quote or a line break, which this file format does not support</source>
        <translation>%1 的值含有引号或换行，这种文件格式不支持</translation>
    </message>
    <message>
        <source>this file format does not support %1</source>
        <translation>这种文件格式不支持 %1</translation>
    </message>
    <message>
        <source>%1 appears twice; remove one of them</source>
        <translation>%1 出现了两次；请删除其中一个</translation>
    </message>
    <message>
        <source>the top level of the file is not a list; remove or correct it, then try again</source>
        <translation>文件的最外层不是列表；请删除或改正，然后重试</translation>
    </message>
    <message>
        <source>the top level of the file is not an object; remove or correct it, then try again</source>
        <translation>文件的最外层不是对象；请删除或改正，然后重试</translation>
    </message>
    <message>
        <source>%1 is not a list; remove or correct it, then try again</source>
        <translation>%1 不是列表；请删除或改正，然后重试</translation>
    </message>
    <message>
        <source>%1 is not an object; remove or correct it, then try again</source>
        <translation>%1 不是对象；请删除或改正，然后重试</translation>
    </message>
    <message>
        <source>%1 cannot be changed without affecting the text around it; simplify this part of the file, or change it by hand</source>
        <translation>修改 %1 会影响周围的内容；请简化文件的这一部分，或手动修改</translation>
    </message>
    <message>
        <source>&quot;%1&quot; appears twice in the same object; remove one of them</source>
        <translation>“%1”在同一个对象中出现了两次；请删除其中一个</translation>
    </message>
    <message>
        <source>a comment is not closed; end it with */</source>
        <translation>有一处注释没有结束；请用 */ 结束</translation>
    </message>
    <message>
        <source>%1; correct it, then try again</source>
        <translation>%1；请改正，然后重试</translation>
    </message>
    <message>
        <source>line %1: is not valid TOML, or has a duplicate name; correct it, then try again</source>
        <translation>第 %1 行：不是有效的 TOML，或有重复的名称；请改正，然后重试</translation>
    </message>
    <message>
        <source>%1 is written on one line in braces; write it as a table [%2], then try again</source>
        <translation>%1 用花括号写在一行；请写成表 [%2]，然后重试</translation>
    </message>
    <message>
        <source>%1: lists in TOML files cannot be edited</source>
        <translation>%1：无法编辑 TOML 文件中的列表</translation>
    </message>
    <message>
        <source>a name appears twice in the same object; remove one of them</source>
        <translation>同一个对象中有名称重复；请删除其中一个</translation>
    </message>
    <message>
        <source>contains a NUL byte, which is not valid in YAML</source>
        <translation>含有 YAML 中不允许的 NUL 字节</translation>
    </message>
    <message>
        <source>the file contains more than one document; keep only one</source>
        <translation>文件中有多个文档；请只保留一个</translation>
    </message>
    <message>
        <source>line %1: is not valid YAML: %2; correct it, then try again</source>
        <translation>第 %1 行：不是有效的 YAML：%2；请改正，然后重试</translation>
    </message>
    <message>
        <source>%1 has a single value; remove it, then try again</source>
        <translation>%1 只有一个值；请将其删除，然后重试</translation>
    </message>
    <message>
        <source>%1 is written on one line in brackets; write it on several lines, then try again</source>
        <translation>%1 用方括号写在一行；请分成多行，然后重试</translation>
    </message>
    <message>
        <source>%1 uses an anchor, alias or tag; write out its value, then try again</source>
        <translation>%1 使用了锚点、别名或标签；请直接写出它的值，然后重试</translation>
    </message>
    <message>
        <source>%1 has a dash on a line of its own; put its content on the same line, then try again</source>
        <translation>%1 的短横线独占一行；请把内容写在同一行，然后重试</translation>
    </message>
    <message>
        <source>%1 is on the same line as the dash of its list; remove it by hand</source>
        <translation>%1 与列表的短横线在同一行；请手动删除</translation>
    </message>
    <message>
        <source>%1 is not a valid list of set-up clients; move it away to start over</source>
        <translation>%1 不是有效的客户端设置记录；移走该文件即可重新开始</translation>
    </message>
    <message>
        <source>the copy %1 of the previous content is missing or was changed</source>
        <translation>原内容的副本 %1 缺失或被改动</translation>
    </message>
    <message>
        <source>another program changed it; review the change and try again</source>
        <translation>另一个程序更改了它；请查看该更改后重试</translation>
    </message>
    <message>
        <source>the configuration has no version %1; signalboxd config history lists all versions</source>
        <translation>配置没有版本 %1；signalboxd config history 会列出所有版本</translation>
    </message>
    <message>
        <source>it contains too many invalid entries</source>
        <translation>无效的内容太多</translation>
    </message>
    <message>
        <source>cannot create folder %1</source>
        <translation>无法创建文件夹 %1</translation>
    </message>
    <message>
        <source>cannot create folder %1: %2</source>
        <translation>无法创建文件夹 %1：%2</translation>
    </message>
    <message>
        <source>%1; no file was created</source>
        <translation>%1；没有创建文件</translation>
    </message>
    <message>
        <source>the file is read-only; make it writable for your account</source>
        <translation>文件是只读的；请让你的账户可以写入</translation>
    </message>
    <message>
        <source>Operation not permitted: the file or its folder may be marked as immutable or append-only; remove the attribute, on Linux as root with chattr -i -a</source>
        <translation>不允许的操作：该文件或其文件夹可能被标记为不可更改或只能追加；请去除该属性，在 Linux 上以 root 身份运行 chattr -i -a</translation>
    </message>
    <message>
        <source>%1; the new content was written, but may be lost after a power failure</source>
        <translation>%1；新内容已写入，但断电后可能丢失</translation>
    </message>
    <message>
        <source>%1; the file is damaged; its previous content is in %2 and will be restored at the next start</source>
        <translation>%1；文件已损坏；原有内容保存在 %2 中，下次启动时会恢复</translation>
    </message>
    <message>
        <source>another program is writing to it; try again</source>
        <translation>另一个程序正在写入该文件；请重试</translation>
    </message>
    <message>
        <source>contains a NUL byte, which is not valid in JSON</source>
        <translation>含有 JSON 中不允许的 NUL 字节</translation>
    </message>
    <message>
        <source>it contains more than %1 JSON values</source>
        <translation>它含有超过 %1 个 JSON 值</translation>
    </message>
    <message>
        <source>is in quotes, which are part of its value. Remove them (&quot;docker run --env-file&quot; keeps the quotes around a value)</source>
        <translation>的值带有引号，引号会算作值的一部分。请删除引号（“docker run --env-file”会保留值两侧的引号）</translation>
    </message>
    <message>
        <source>is in typographic quotes, which are part of its value. Remove them</source>
        <translation>的值带有弯引号，引号会算作值的一部分。请删除引号</translation>
    </message>
    <message>
        <source>starts or ends with a quotation mark, which is part of its value. Remove it</source>
        <translation>的值以引号开头或结尾，引号会算作值的一部分。请删除引号</translation>
    </message>
    <message>
        <source>is in quotes, which are sent as part of the key. Remove them (&quot;docker run --env-file&quot; keeps the quotes around a value)</source>
        <translation>带有引号，引号会作为密钥的一部分发送。请删除引号（“docker run --env-file”会保留值两侧的引号）</translation>
    </message>
    <message>
        <source>is in typographic quotes, which are sent as part of the key. Remove them</source>
        <translation>带有弯引号，引号会作为密钥的一部分发送。请删除引号</translation>
    </message>
    <message>
        <source>starts with &quot;Bearer&quot;, which Signalbox adds itself. Keep only the key</source>
        <translation>以“Bearer”开头，而 Signalbox 会自动添加它。请只保留密钥本身</translation>
    </message>
    <message>
        <source>is a line NAME=VALUE, which is sent as a whole. Keep only the value</source>
        <translation>是一行 NAME=VALUE，整行都会被发送。请只保留值</translation>
    </message>
    <message>
        <source>contains a line break or another control character, which cannot be sent. Keep one key on one line</source>
        <translation>含有换行符或其他控制字符，无法发送。每个密钥只占一行</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2. None of its approvals are in force. Restore an intact copy, or approve again with: signalboxd key approve. The damaged file is then kept as %3</source>
        <translation>无法读取 %1：%2。其中的批准均不生效。请恢复完好的副本，或用 signalboxd key approve 重新批准。届时损坏的文件会另存为 %3</translation>
    </message>
    <message>
        <source>cannot copy the ledger: %1</source>
        <translation>无法复制用量记录：%1</translation>
    </message>
    <message>
        <source>the file is not a Signalbox backup</source>
        <translation>这个文件不是 Signalbox 的备份</translation>
    </message>
    <message>
        <source>the backup is damaged: its content does not match its checksums; use another copy</source>
        <translation>备份已损坏：内容与校验和不符；请换用另一份副本</translation>
    </message>
    <message>
        <source>the backup is larger than any that Signalbox creates and cannot be trusted</source>
        <translation>备份的内容超过 Signalbox 创建的任何备份，不可信任</translation>
    </message>
    <message>
        <source>the backup contains %1 after its checksums, so Signalbox did not create it; nothing was restored</source>
        <translation>备份的校验和之后还有 %1，因此它不是由 Signalbox 创建的；未恢复任何内容</translation>
    </message>
    <message>
        <source>the backup contains %1, which Signalbox writes only with a passphrase, but has none, so Signalbox did not create it; nothing was restored</source>
        <translation>备份含有 %1，Signalbox 只在设置口令时写入它，而该备份没有口令，因此它不是由 Signalbox 创建的；未恢复任何内容</translation>
    </message>
    <message>
        <source>the backup contains %1 although it declares no secrets, so Signalbox did not create it; nothing was restored</source>
        <translation>备份声明不含机密，却含有 %1，因此它不是由 Signalbox 创建的；未恢复任何内容</translation>
    </message>
    <message>
        <source>the backup contains %1 although it declares no ledger, so Signalbox did not create it; nothing was restored</source>
        <translation>备份声明不含用量记录，却含有 %1，因此它不是由 Signalbox 创建的；未恢复任何内容</translation>
    </message>
    <message>
        <source>the backup was created by a newer version of Signalbox (%1): update Signalbox to read it</source>
        <translation>备份由更新版本的 Signalbox（%1）创建：请更新 Signalbox 后再读取</translation>
    </message>
    <message>
        <source>the backup is damaged: its secrets cannot be read; use another copy</source>
        <translation>备份已损坏：无法读取其中的机密；请换用另一份副本</translation>
    </message>
    <message>
        <source>a backup with secrets needs a passphrase</source>
        <translation>含有机密的备份必须设置口令</translation>
    </message>
    <message>
        <source>%1 is empty: the backup was lost, and there is no other backup in its folder</source>
        <translation>%1 是空的：备份已丢失，同一文件夹中也没有其他备份</translation>
    </message>
    <message>
        <source>%1 is empty: the backup was lost; the newest other backup in its folder is %2</source>
        <translation>%1 是空的：备份已丢失；同一文件夹中最新的另一份备份是 %2</translation>
    </message>
    <message>
        <source>%1 is not a Signalbox backup, or its beginning is damaged</source>
        <translation>%1 不是 Signalbox 的备份，或其开头已损坏</translation>
    </message>
    <message>
        <source>the backup is encrypted: enter its passphrase</source>
        <translation>备份已加密：请输入它的口令</translation>
    </message>
    <message>
        <source>the ledger is in use: stop the gateway (signalboxd, or Quit in the window), then import again</source>
        <translation>用量记录正在使用：请停止网关（signalboxd，或窗口中的“退出”），然后重新导入</translation>
    </message>
    <message>
        <source>the backup is from a newer version of Signalbox, or damaged: update Signalbox, or use another copy</source>
        <translation>备份来自更新版本的 Signalbox，或已损坏：请更新 Signalbox，或换用另一份副本</translation>
    </message>
    <message>
        <source>the beginning of the backup is damaged: use another copy</source>
        <translation>备份的开头已损坏：请换用另一份副本</translation>
    </message>
    <message>
        <source>the backup was created by a newer version of Signalbox: update Signalbox to read it</source>
        <translation>备份由更新版本的 Signalbox 创建：请更新 Signalbox 后再读取</translation>
    </message>
    <message>
        <source>the backup requires more work to decrypt than any that Signalbox creates and cannot be trusted</source>
        <translation>解密此备份所需的计算量超过 Signalbox 创建的任何备份，不可信任</translation>
    </message>
    <message>
        <source>the backup is damaged or truncated: use another copy</source>
        <translation>备份已损坏或被截断：请换用另一份副本</translation>
    </message>
    <message>
        <source>the backup is damaged or truncated at about %1 KiB: use another copy</source>
        <translation>备份在大约 %1 KiB 处损坏或被截断：请换用另一份副本</translation>
    </message>
    <message>
        <source>the passphrase has fewer than %1 characters; use several unrelated words</source>
        <translation>口令少于 %1 个字符；请使用几个互不相关的词</translation>
    </message>
    <message>
        <source>the system provides no random numbers</source>
        <translation>系统没有提供随机数</translation>
    </message>
    <message>
        <source>wrong passphrase; enter the one that was set when the backup was created</source>
        <translation>口令不正确；请输入创建备份时设置的口令</translation>
    </message>
    <message>
        <source>the backup contains %1, which Signalbox never writes, so it cannot be trusted; nothing was restored</source>
        <translation>备份含有%1，而 Signalbox 从不写入这样的内容，因此不可信任；未恢复任何内容</translation>
    </message>
    <message>
        <source>a backup cannot contain %1: its name is too long, or it is too large</source>
        <translation>备份无法容纳 %1：名称太长，或文件太大</translation>
    </message>
    <message>
        <source>an entry that is not a file</source>
        <translation>不是文件的条目</translation>
    </message>
    <message>
        <source>a name that points outside its folder</source>
        <translation>指向所在文件夹之外的名称</translation>
    </message>
    <message>
        <source>a duplicate entry</source>
        <translation>重复的条目</translation>
    </message>
    <message>
        <source>The keychain returned a different value than was stored.</source>
        <translation>钥匙串返回的值与存入的不同。</translation>
    </message>
    <message>
        <source>the built-in list of clients cannot be read</source>
        <translation>无法读取内置的客户端列表</translation>
    </message>
    <message>
        <source>File %1 does not exist. Create it, or start without --config to use the demo.</source>
        <translation>文件 %1 不存在。请创建它，或不带 --config 启动以使用演示配置。</translation>
    </message>
    <message>
        <source>the unsaved configuration text is not kept because it may contain a key</source>
        <translation>未保存的配置文本不会保留，因为其中可能含有密钥</translation>
    </message>
    <message>
        <source>consumer &quot;%1&quot; already exists</source>
        <translation>调用方“%1”已存在</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2 It stays in place until it is next written.</source>
        <translation>%1 无法使用：%2它会保留到下次写入为止。</translation>
    </message>
    <message>
        <source>%1. Current cooldowns will be lost at the next start.</source>
        <translation>%1。当前的冷却状态会在下次启动时丢失。</translation>
    </message>
    <message>
        <source>base_url is the address of Signalbox itself. Set the provider&apos;s own address.</source>
        <translation>base_url 是 Signalbox 自己的地址。请填写供应商自己的地址。</translation>
    </message>
    <message>
        <source>The gateway is not running.</source>
        <translation>网关未运行。</translation>
    </message>
    <message>
        <source>it has not been read yet</source>
        <translation>还没有读取</translation>
    </message>
    <message>
        <source>the gateway has no ledger at the moment</source>
        <translation>网关目前没有用量记录</translation>
    </message>
    <message>
        <source>The exchange rate from %1 is dated %2, which is in the future (today is %3). Check this machine&apos;s clock and usage.refresh.rate_url.</source>
        <translation>从 %1 获取的汇率日期为 %2，而这一天还没有到（今天是 %3）。请检查本机时钟和 usage.refresh.rate_url。</translation>
    </message>
    <message>
        <source>The exchange rate from %1 is dated %2, which is older than the stored one (%3). The stored rate is kept.</source>
        <translation>从 %1 获取的汇率日期为 %2，早于已保存的汇率（%3）。继续使用已保存的汇率。</translation>
    </message>
    <message>
        <source>usage.refresh has no URL: set prices_url or rate_url.</source>
        <translation>usage.refresh 没有 URL：请设置 prices_url 或 rate_url。</translation>
    </message>
    <message>
        <source>This process cannot be stopped from Signalbox.</source>
        <translation>无法从 Signalbox 停止这个进程。</translation>
    </message>
    <message>
        <source>On this system, Signalbox cannot stop other programs.</source>
        <translation>在此系统上，Signalbox 无法停止其他程序。</translation>
    </message>
    <message>
        <source>its other end is already closed, or is in another network namespace</source>
        <translation>连接的另一端已关闭，或位于另一个网络命名空间</translation>
    </message>
    <message>
        <source>it does not belong to this container</source>
        <translation>它不属于此容器</translation>
    </message>
    <message>
        <source>%1 It cannot be deleted; delete it yourself.</source>
        <translation>%1无法删除它；请手动删除。</translation>
    </message>
    <message>
        <source>%1 is empty, possibly after a full disk or a power failure.</source>
        <translation>%1 是空的，可能是磁盘已满或断电所致。</translation>
    </message>
    <message>
        <source>%1 Consumers cannot use files, batches and responses that they created before this start.</source>
        <translation>%1调用方无法使用本次启动之前创建的文件、批处理和响应。</translation>
    </message>
    <message>
        <source>%1. After the next start, consumers cannot use the files, batches and responses that they create now.</source>
        <translation>%1。下次启动后，调用方无法使用现在创建的文件、批处理和响应。</translation>
    </message>
    <message>
        <source>it is from another version of Signalbox</source>
        <translation>它来自另一个版本的 Signalbox</translation>
    </message>
    <message>
        <source>%1 Clients can no longer refer to the responses in it.</source>
        <translation>%1客户端无法再引用其中的响应。</translation>
    </message>
    <message>
        <source>%1. Responses that clients may refer to will be lost at the next start.</source>
        <translation>%1。客户端可能再次引用的响应会在下次启动时丢失。</translation>
    </message>
    <message>
        <source>%1 was deleted: responses.keep is not &quot;disk&quot;, so no response is stored in a file.</source>
        <translation>%1 已删除：responses.keep 不是“disk”，因此响应不存入文件。</translation>
    </message>
    <message>
        <source>%1 cannot be deleted; delete it yourself. responses.keep is not &quot;disk&quot;, so no response is stored in a file.</source>
        <translation>无法删除 %1；请手动删除。responses.keep 不是“disk”，因此响应不存入文件。</translation>
    </message>
    <message>
        <source>%1 Its responses (%2) are kept in memory until Signalbox stops. To keep storing them, set responses.keep to &quot;disk&quot; before that.</source>
        <translation>%1其中的 %2 个响应会保留在内存中，直到 Signalbox 停止。要继续保存，请在此之前将 responses.keep 设为“disk”。</translation>
    </message>
    <message>
        <source>it contains a line break or another control character; a key is a single line</source>
        <translation>含有换行符或其他控制字符；密钥应为单独一行</translation>
    </message>
    <message>
        <source>Google issues no token at the moment: %1</source>
        <translation>Google 目前不签发 access token：%1</translation>
    </message>
    <message>
        <source>Google issued no new token before the previous one expired</source>
        <translation>上一个 access token 过期之前，Google 没有签发新的 access token</translation>
    </message>
    <message>
        <source>%1: no version of %2 found</source>
        <translation>%1：没有找到 %2 的版本</translation>
    </message>
    <message>
        <source>This caller&apos;s requests and answers would exceed the memory limit for one caller (%1 bytes, a quarter of listen.max_total_body_bytes). Wait for requests in progress to complete, send smaller ones, or raise that limit.</source>
        <translation>该调用方的请求和响应会超过单个调用方的内存上限（%1 字节，即 listen.max_total_body_bytes 的四分之一）。请等待进行中的请求完成、发送更小的请求，或提高该上限。</translation>
    </message>
    <message>
        <source>All requests and answers together would exceed the memory limit (%1 bytes, listen.max_total_body_bytes). Try again in a moment, or raise that limit.</source>
        <translation>所有请求和响应合计会超过内存上限（%1 字节，listen.max_total_body_bytes）。请稍后重试，或提高该上限。</translation>
    </message>
    <message>
        <source>Unsupported Content-Encoding. Use one of: %1.</source>
        <translation>不支持的 Content-Encoding。请使用其中之一：%1。</translation>
    </message>
    <message>
        <source>its compressed body is truncated</source>
        <translation>压缩的正文不完整</translation>
    </message>
    <message>
        <source>its body cannot be decoded according to its Content-Encoding</source>
        <translation>正文无法按 Content-Encoding 解码</translation>
    </message>
    <message>
        <source>the proxy accepts only %1 authentication, but Signalbox uses Basic for http:// addresses</source>
        <translation>代理只接受 %1 认证，而 Signalbox 对 http:// 地址使用 Basic 认证</translation>
    </message>
    <message>
        <source>the proxy rejected the user name and password, or requires them</source>
        <translation>代理拒绝了用户名和密码，或要求提供用户名和密码</translation>
    </message>
    <message>
        <source>the proxy, or a server after it, answered with a web page (status %1)</source>
        <translation>代理或其后的服务器返回了网页（状态 %1）</translation>
    </message>
    <message>
        <source>sets a proxy of type &quot;%1&quot;, which Signalbox does not support: use http://, socks5:// or socks5h://</source>
        <translation>指定了“%1”类型的代理，而 Signalbox 不支持：请使用 http://、socks5:// 或 socks5h://</translation>
    </message>
    <message>
        <source>is not a proxy address: set it to an address such as http://proxy.example:3128</source>
        <translation>不是代理地址：请设为 http://proxy.example:3128 这样的地址</translation>
    </message>
    <message>
        <source>Cannot listen on %1: %2. Ports below 1024 need administrator rights: choose another with listen.http_port or --http-port (https_port for HTTPS).</source>
        <translation>无法监听 %1：%2。1024 以下的端口需要管理员权限：请用 listen.http_port 或 --http-port 另选一个（HTTPS 用 https_port）。</translation>
    </message>
    <message>
        <source>The request header exceeds the limit of %1 bytes. Send fewer or shorter header fields, or raise listen.max_header_bytes.</source>
        <translation>请求头超过 %1 字节的上限。请减少或缩短请求头字段，或提高 listen.max_header_bytes。</translation>
    </message>
    <message>
        <source>The request body exceeds the limit of %1 bytes. Send less, or raise listen.max_body_bytes.</source>
        <translation>请求体超过 %1 字节的上限。请减少内容，或提高 listen.max_body_bytes。</translation>
    </message>
    <message>
        <source>The request target exceeds the limit of %1 bytes for the whole header. Shorten the query, or raise listen.max_header_bytes.</source>
        <translation>请求目标超过整个请求头 %1 字节的上限。请缩短查询参数，或提高 listen.max_header_bytes。</translation>
    </message>
    <message>
        <source>This gateway supports HTTP/1.1 and HTTP/1.0. Use one of them.</source>
        <translation>本网关支持 HTTP/1.1 和 HTTP/1.0。请使用其中之一。</translation>
    </message>
    <message>
        <source>The request body is incomplete.</source>
        <translation>请求体不完整。</translation>
    </message>
    <message>
        <source>The request target is an https URL, but the request arrived over plain HTTP. Send it to the HTTPS port, or use an http URL or only the path as its target.</source>
        <translation>请求目标是 https 地址，请求却以明文 HTTP 到达。请发送到 HTTPS 端口，或将目标写成 http 地址或仅写路径。</translation>
    </message>
    <message>
        <source>The only supported transfer coding is chunked. Send the body chunked, or with Content-Length; to compress it, use Content-Encoding.</source>
        <translation>仅支持 chunked 传输编码。请以分块方式发送正文，或注明 Content-Length；如需压缩，请使用 Content-Encoding。</translation>
    </message>
    <message>
        <source>The request header did not arrive in time.</source>
        <translation>请求头没有及时到达。</translation>
    </message>
    <message>
        <source>The request body did not arrive in time.</source>
        <translation>请求体没有及时到达。</translation>
    </message>
    <message>
        <source>does not exist; the path is relative to the folder in which Signalbox was started, so write the full path</source>
        <translation>不存在；该路径相对于启动 Signalbox 时所在的文件夹，请写完整路径</translation>
    </message>
    <message>
        <source>is valid</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>is a folder, not a file: set it in SSL_CERT_DIR, or use one of its files here</source>
        <translation>是文件夹，不是文件：请写入 SSL_CERT_DIR，或改用其中的一个文件</translation>
    </message>
    <message>
        <source>is a file, not a folder: set it in SSL_CERT_FILE</source>
        <translation>是文件，不是文件夹：请写入 SSL_CERT_FILE</translation>
    </message>
    <message>
        <source>is a device, pipe or socket: use a file with PEM certificates</source>
        <translation>是设备、管道或套接字：请改用含有 PEM 格式证书的文件</translation>
    </message>
    <message>
        <source>is empty; copy the certificate of the certificate authority into it, in PEM format</source>
        <translation>是空的；请将证书颁发机构的证书以 PEM 格式复制进去</translation>
    </message>
    <message>
        <source>contains a certificate in DER format, not in PEM format (convert it: openssl x509 -inform DER -in FILE -out FILE.pem)</source>
        <translation>是 DER 格式的证书，不是 PEM 格式（请转换：openssl x509 -inform DER -in FILE -out FILE.pem）</translation>
    </message>
    <message>
        <source>contains a PKCS#7 bundle, not certificates in PEM format (convert it: openssl pkcs7 -print_certs -in FILE -out FILE.pem)</source>
        <translation>是 PKCS#7 证书包，不是 PEM 格式的证书（请转换：openssl pkcs7 -print_certs -in FILE -out FILE.pem）</translation>
    </message>
    <message>
        <source>contains a PKCS#7 bundle, not certificates in PEM format (convert it: openssl pkcs7 -inform DER -print_certs -in FILE -out FILE.pem)</source>
        <translation>是 PKCS#7 证书包，不是 PEM 格式的证书（请转换：openssl pkcs7 -inform DER -print_certs -in FILE -out FILE.pem）</translation>
    </message>
    <message>
        <source>contains a PKCS#12 archive, not certificates in PEM format (convert it: openssl pkcs12 -nokeys -in FILE -out FILE.pem)</source>
        <translation>是 PKCS#12 归档，不是 PEM 格式的证书（请转换：openssl pkcs12 -nokeys -in FILE -out FILE.pem）</translation>
    </message>
    <message>
        <source>contains a private key but no certificate (use the file with the certificate instead)</source>
        <translation>只有私钥，没有证书（请改用含有证书的文件）</translation>
    </message>
    <message>
        <source>contains a certificate request but no certificate (use the certificate of the certificate authority instead)</source>
        <translation>只有证书请求，没有证书（请改用证书颁发机构的证书）</translation>
    </message>
    <message>
        <source>contains a PEM certificate that cannot be decoded (copy the complete file again)</source>
        <translation>中的 PEM 证书无法解码（请重新完整复制该文件）</translation>
    </message>
    <message>
        <source>contains no PEM certificate; use a file or folder with the certificate of the certificate authority</source>
        <translation>中没有 PEM 格式的证书；请改用含有证书颁发机构证书的文件或文件夹</translation>
    </message>
    <message>
        <source>Add the certificate of the server or of its certificate authority to ca_file &quot;%1&quot;</source>
        <translation>请将服务器或其颁发机构的证书加入 ca_file“%1”</translation>
    </message>
    <message>
        <source>Add the certificate of the server or of its certificate authority to the file or folder in SSL_CERT_FILE or SSL_CERT_DIR, or set ca_file of the provider to a PEM file with it</source>
        <translation>请将服务器或其证书颁发机构的证书加入 SSL_CERT_FILE 或 SSL_CERT_DIR 所指的文件或文件夹，或将该供应商的 ca_file 设为含有该证书的 PEM 文件</translation>
    </message>
    <message>
        <source>Set ca_file of the provider or SSL_CERT_FILE to a PEM file with the certificate of the server or of its certificate authority</source>
        <translation>请将该供应商的 ca_file 或 SSL_CERT_FILE 设为含有服务器或其证书颁发机构证书的 PEM 文件</translation>
    </message>
    <message>
        <source>The certificate for HTTPS could not be created (%1).</source>
        <translation>无法生成 HTTPS 证书（%1）。</translation>
    </message>
    <message>
        <source>the certificate authority</source>
        <translation>证书颁发机构</translation>
    </message>
    <message>
        <source>listen.tls.key: %1 is too weak for TLS; use an RSA key of at least 2048 bits, or an elliptic-curve key such as P-256.</source>
        <translation>listen.tls.key：%1 对 TLS 来说太弱；请使用至少 2048 位的 RSA 密钥，或 P-256 等椭圆曲线密钥。</translation>
    </message>
    <message>
        <source>listen.tls.certificate: %1 contains no PEM certificate.</source>
        <translation>listen.tls.certificate：%1 中没有 PEM 证书。</translation>
    </message>
    <message>
        <source>listen.tls.key: %1 contains no PEM private key without a passphrase.</source>
        <translation>listen.tls.key：%1 中没有不带口令的 PEM 私钥。</translation>
    </message>
    <message>
        <source>TLS cannot be set up: OpenSSL failed</source>
        <translation>无法建立 TLS：OpenSSL 出错</translation>
    </message>
    <message>
        <source>HTTPS cannot use its certificate and key: OpenSSL rejected them.</source>
        <translation>HTTPS 无法使用它的证书和密钥：OpenSSL 拒绝了它们。</translation>
    </message>
    <message>
        <source>connection closed while it was being set up</source>
        <translation>连接在建立过程中被关闭</translation>
    </message>
    <message>
        <source>the answer was cut off before its end</source>
        <translation>响应在结束前中断</translation>
    </message>
    <message>
        <source>proxy authentication is required, or uses an unsupported scheme</source>
        <translation>代理要求身份验证，或使用了不支持的验证方式</translation>
    </message>
    <message>
        <source>the proxy does not support this type of connection</source>
        <translation>代理不支持这种连接</translation>
    </message>
    <message>
        <source>the proxy&apos;s answer cannot be read: it is not a SOCKS5 proxy, or it returned a host name instead of an address</source>
        <translation>无法解析代理的响应：它不是 SOCKS5 代理，或返回了主机名而不是地址</translation>
    </message>
    <message>
        <source>no answer to the connection attempt</source>
        <translation>连接请求没有得到响应</translation>
    </message>
    <message>
        <source>network or host unreachable</source>
        <translation>网络或主机不可达</translation>
    </message>
    <message>
        <source>this machine does not permit the connection</source>
        <translation>本机不允许该连接</translation>
    </message>
    <message>
        <source>the address leads back to this gateway</source>
        <translation>地址指回本网关</translation>
    </message>
    <message>
        <source>the proxy closed the connection before an answer was received</source>
        <translation>代理在收到响应前关闭了连接</translation>
    </message>
    <message>
        <source>connection closed before an answer was received</source>
        <translation>连接在收到响应前被关闭</translation>
    </message>
    <message>
        <source>the connection was reset before the end of the answer</source>
        <translation>响应结束之前连接被重置</translation>
    </message>
    <message>
        <source>the connection was cut off, possibly before the end of the answer</source>
        <translation>连接中断，响应可能尚未结束</translation>
    </message>
    <message>
        <source>unknown proxy</source>
        <translation>未知的代理</translation>
    </message>
    <message>
        <source>SSL_CERT_FILE and SSL_CERT_DIR contain no readable certificate</source>
        <translation>SSL_CERT_FILE 和 SSL_CERT_DIR 中没有可读取的证书</translation>
    </message>
    <message>
        <source>Route &quot;%1&quot; is available to known consumers only. Send a consumer key.</source>
        <translation>路由“%1”仅供已知的调用方使用。请发送调用方密钥。</translation>
    </message>
    <message>
        <source>its answer does not contain the balance</source>
        <translation>它的响应中没有余额</translation>
    </message>
    <message>
        <source>nothing is listening on %1: check the address, and that the server is running</source>
        <translation>%1 没有程序监听：请检查地址，并确认服务器正在运行</translation>
    </message>
    <message>
        <source>host %1 was not found: check the address and the network</source>
        <translation>找不到主机 %1：请检查地址和网络</translation>
    </message>
    <message>
        <source>the proxy does not allow the connection to %1: %2. %3</source>
        <translation>代理不允许连接到 %1：%2。%3</translation>
    </message>
    <message>
        <source>%1 closed the connection or does not use HTTP</source>
        <translation>%1 中断了连接，或使用的不是 HTTP</translation>
    </message>
    <message>
        <source>&quot;messages&quot; is missing: send a list with at least one message.</source>
        <translation>缺少 messages：请提供至少含一条消息的列表。</translation>
    </message>
    <message>
        <source>must contain the size of each tier</source>
        <translation>必须写明每一档的大小</translation>
    </message>
    <message>
        <source>The price list is not valid JSON: %1</source>
        <translation>价目表不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>must be a list of at most %1 entries</source>
        <translation>必须是最多 %1 项的列表</translation>
    </message>
    <message>
        <source>The exchange rate is not valid JSON: %1</source>
        <translation>汇率不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>The exchange rate must be for one US dollar</source>
        <translation>汇率必须以一美元为基准</translation>
    </message>
    <message>
        <source>the answer is not a list of models: check that the address ends right before /models</source>
        <translation>响应不是模型列表：请检查地址是否止于 /models 之前</translation>
    </message>
    <message>
        <source>no model is known: enter one for the test</source>
        <translation>没有已知的模型：请指定一个用于测试</translation>
    </message>
    <message>
        <source>the provider cut off its answer: %1</source>
        <translation>供应商中断了回答：%1</translation>
    </message>
    <message>
        <source>the answer is not a stream of the %1 API: check that the address ends right before the endpoint path</source>
        <translation>响应不是 %1 API 的流：请检查地址是否止于端点路径之前</translation>
    </message>
    <message>
        <source>this demo model is unreachable on purpose</source>
        <translation>演示中的这个模型被有意设为无法连接</translation>
    </message>
    <message>
        <source>this provider does not list its models</source>
        <translation>该供应商不提供模型列表</translation>
    </message>
    <message>
        <source>The token_uri in the key file of the Google service account is not a valid address.</source>
        <translation>Google 服务账号密钥文件中的 token_uri 不是有效的地址。</translation>
    </message>
    <message>
        <source>this provider does not report a balance</source>
        <translation>该供应商不提供余额</translation>
    </message>
    <message>
        <source>this is not an address</source>
        <translation>这不是地址</translation>
    </message>
    <message>
        <source>it answered with status %1: the address has changed, enter the new one</source>
        <translation>它返回了状态 %1：地址已更改，请填写新地址</translation>
    </message>
    <message>
        <source>secret %1 of export.otlp.headers may be sent to %2</source>
        <translation>export.otlp.headers 的机密 %1 可以发送到 %2</translation>
    </message>
    <message>
        <source>secret %1 of provider &quot;%2&quot; may be sent to %3</source>
        <translation>供应商“%2”的密钥 %1 可以发送到 %3</translation>
    </message>
    <message>
        <source>waits for your approval: secret %1 to be sent to %2</source>
        <translation>等待批准：将密钥 %1 发送到 %2</translation>
    </message>
    <message>
        <source>The secret for AWS looks like JSON but is not valid JSON.</source>
        <translation>AWS 的密钥看起来是 JSON，但不是有效的 JSON。</translation>
    </message>
    <message>
        <source>The secret for AWS has an access_key_id but no secret_access_key.</source>
        <translation>AWS 的密钥有 access_key_id，但没有 secret_access_key。</translation>
    </message>
    <message>
        <source>%1 Create a JSON key for a service account in the Google Cloud console (IAM, Service accounts, Keys) and store the complete file.</source>
        <translation>%1请在 Google Cloud 控制台（IAM、服务账号、密钥）为服务账号创建 JSON 密钥，并存储完整的文件。</translation>
    </message>
    <message>
        <source>The secret is not the JSON key file of a Google service account.</source>
        <translation>该密钥不是 Google 服务账号的 JSON 密钥文件。</translation>
    </message>
    <message>
        <source>This machine&apos;s clock is wrong: correct it.</source>
        <translation>本机时钟不准确：请校准。</translation>
    </message>
    <message>
        <source>The account or its key no longer exists: create a new key and store its file.</source>
        <translation>该账号或其密钥已不存在：请新建密钥并存储其文件。</translation>
    </message>
    <message>
        <source>Check that the account exists, that its key has not been deleted, and that this machine&apos;s clock is correct.</source>
        <translation>请检查账号是否存在、其密钥是否未被删除，以及本机时钟是否准确。</translation>
    </message>
    <message>
        <source>Google issues no token at the moment: %1.</source>
        <translation>Google 目前不签发 token：%1。</translation>
    </message>
    <message>
        <source>The private_key in the key file of the Google service account cannot be used. Create a new key and store the complete file.</source>
        <translation>Google 服务账号密钥文件中的 private_key 无法使用。请新建密钥并存储完整的文件。</translation>
    </message>
    <message>
        <source>it contains only blanks</source>
        <translation>其中只有空白字符</translation>
    </message>
    <message>
        <source>the key is a line NAME=VALUE; nothing was stored. Enter only the value</source>
        <translation>密钥是一行 NAME=VALUE；未存储任何内容。请只提供值</translation>
    </message>
    <message>
        <source>the key is in quotes; nothing was stored. Enter it without quotes</source>
        <translation>密钥带有引号；未存储任何内容。请去掉引号后重新提供</translation>
    </message>
    <message>
        <source>the key must be one line without control characters (only JSON credentials or NAME=VALUE lines may have several); nothing was stored. Copy the key again without the line break</source>
        <translation>密钥必须是不含控制字符的一行（仅 JSON 凭据或 NAME=VALUE 可以有多行）；未存储任何内容。请重新复制密钥，不要带换行</translation>
    </message>
    <message>
        <source>Enter the models that you use in &quot;models&quot; of the provider.</source>
        <translation>请在该供应商的“models”中填写要使用的模型。</translation>
    </message>
    <message>
        <source>the answer is not a list of models</source>
        <translation>响应不是模型列表</translation>
    </message>
    <message>
        <source>the key was rejected</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <source>the key does not have permission for this</source>
        <translation>该密钥没有这项权限</translation>
    </message>
    <message>
        <source>the address redirects elsewhere, and redirects are not followed with a key: check the address</source>
        <translation>该地址重定向到别处，而携带密钥时不会跟随重定向：请检查地址</translation>
    </message>
    <message>
        <source>does not support tools</source>
        <translation>不支持工具</translation>
    </message>
    <message>
        <source>does not support images</source>
        <translation>不支持图片</translation>
    </message>
    <message>
        <source>takes the request</source>
        <translation>处理此请求</translation>
    </message>
    <message>
        <source>another attempt answered first</source>
        <translation>另一次尝试先得到回答</translation>
    </message>
    <message>
        <source>not a JSON object</source>
        <translation>不是 JSON 对象</translation>
    </message>
    <message>
        <source>not enough memory for the answer</source>
        <translation>内存不足，无法保存响应</translation>
    </message>
    <message>
        <source>error in the stream</source>
        <translation>流中有错误</translation>
    </message>
    <message>
        <source>not valid JSON</source>
        <translation>不是有效的 JSON</translation>
    </message>
    <message>
        <source>unexpected JSON</source>
        <translation>意外的 JSON</translation>
    </message>
    <message>
        <source>account under risk control</source>
        <translation>账户被风控</translation>
    </message>
    <message>
        <source>Check the account at the provider, and the regions that it supports.</source>
        <translation>请在供应商处检查账户，以及它支持的地区。</translation>
    </message>
    <message>
        <source>Check the account at the provider.</source>
        <translation>请在供应商处检查账户。</translation>
    </message>
    <message>
        <source>%1. Its cooldowns were lost. No action is needed; the file can be deleted.</source>
        <translation>%1。其中的冷却记录已丢失。无需处理，可以删除该文件。</translation>
    </message>
    <message>
        <source>&quot;rests&quot; is not a list of at most %1 entries</source>
        <translation>“rests”不是最多 %1 项的列表</translation>
    </message>
    <message>
        <source>%1 is missing or invalid</source>
        <translation>%1 缺失或无效</translation>
    </message>
    <message>
        <source>it matches, but an earlier route takes the request</source>
        <translation>匹配，但前面的路由已处理此请求</translation>
    </message>
    <message>
        <source>it is disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>it does not match the model</source>
        <translation>模型不匹配</translation>
    </message>
    <message>
        <source>none of its headers match</source>
        <translation>请求中没有它要求的请求头</translation>
    </message>
    <message>
        <source>not all of its headers match</source>
        <translation>请求中缺少它要求的部分请求头</translation>
    </message>
    <message>
        <source>it does not match the host name</source>
        <translation>主机名不匹配</translation>
    </message>
    <message>
        <source>it does not match the path</source>
        <translation>路径不匹配</translation>
    </message>
    <message>
        <source>it does not match the method</source>
        <translation>方法不匹配</translation>
    </message>
    <message>
        <source>none of its query parameters match</source>
        <translation>请求中没有它要求的查询参数</translation>
    </message>
    <message>
        <source>not all of its query parameters match</source>
        <translation>请求中缺少它要求的部分查询参数</translation>
    </message>
    <message>
        <source>it does not match the consumer</source>
        <translation>调用方不匹配</translation>
    </message>
    <message>
        <source>it is outside its time windows</source>
        <translation>不在其时段内</translation>
    </message>
    <message>
        <source>it does not match the request features</source>
        <translation>请求特征不匹配</translation>
    </message>
    <message>
        <source>%1 available to known consumers only. Send a consumer key.</source>
        <translation>%1仅供已知的调用方使用。请发送调用方密钥。</translation>
    </message>
    <message>
        <source>%1 not available to consumer &quot;%2&quot;. Add it to &quot;consumers&quot; of the provider or of a route to it.</source>
        <translation>%1不供调用方“%2”使用。请将其加入该供应商或通往它的路由的“consumers”。</translation>
    </message>
    <message>
        <source>%1 available through routes only. Request a model that a route matches, add a route to it, or set &quot;routes_only&quot; of provider &quot;%2&quot; to false.</source>
        <translation>%1只能通过路由使用。请请求某个路由匹配的模型、添加通往它的路由，或将供应商“%2”的“routes_only”设为 false。</translation>
    </message>
    <message>
        <source>%1: the provider is disabled</source>
        <translation>%1：供应商已停用</translation>
    </message>
    <message>
        <source>Route &quot;%1&quot; has no usable target (%2). Enable a provider or add a target.</source>
        <translation>路由“%1”没有可用的目标（%2）。请启用一个供应商，或添加目标。</translation>
    </message>
    <message>
        <source>Route &quot;%1&quot; passes the client&apos;s key through to provider &quot;%2&quot;, which is disabled. Enable it.</source>
        <translation>路由“%1”将客户端的密钥透传给供应商“%2”，而该供应商已停用。请启用它。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot; is disabled. Enable it, or request another one.</source>
        <translation>供应商“%1”已停用。请启用它，或改用其他供应商。</translation>
    </message>
    <message>
        <source>No enabled provider supports this endpoint. Request a model as PROVIDER/MODEL, or add a provider that supports it.</source>
        <translation>已启用的供应商都不支持该端点。请以 PROVIDER/MODEL 指定模型，或添加支持该端点的供应商。</translation>
    </message>
    <message>
        <source>Routes match model &quot;%1&quot;, but their other conditions do not match this request. Run signalboxd explain for the reasons.</source>
        <translation>有路由匹配模型“%1”，但它们的其他条件与该请求不匹配。运行 signalboxd explain 可查看原因。</translation>
    </message>
    <message>
        <source>Unknown model &quot;%1&quot;. GET /v1/models lists all models that you can use; PROVIDER/MODEL selects any model of a provider.</source>
        <translation>未知的模型“%1”。GET /v1/models 会列出所有可用的模型；用 PROVIDER/MODEL 可以选择供应商的任意模型。</translation>
    </message>
    <message>
        <source>Unknown model &quot;%1&quot;. Did you mean %2? GET /v1/models lists all models that you can use; PROVIDER/MODEL selects any model of a provider.</source>
        <translation>未知的模型“%1”。是否想写 %2？GET /v1/models 会列出所有可用的模型；用 PROVIDER/MODEL 可以选择供应商的任意模型。</translation>
    </message>
    <message>
        <source>the keys are stored in KWallet, which does not respond; only Secret Service was found, which does not contain them. Start KWallet, and the keys are read automatically</source>
        <translation>密钥存放在 KWallet 中，而它没有响应；只找到 Secret Service，其中没有这些密钥。请启动 KWallet，密钥会自动读取</translation>
    </message>
    <message>
        <source>the keys are stored in Secret Service, which does not respond; only KWallet was found, which does not contain them. Start Secret Service, such as GNOME Keyring, and the keys are read automatically</source>
        <translation>密钥存放在 Secret Service 中，而它没有响应；只找到 KWallet，其中没有这些密钥。请启动 Secret Service（例如 GNOME Keyring），密钥会自动读取</translation>
    </message>
    <message>
        <source>file %1 can be read by other users: run chmod 600 %1</source>
        <translation>文件 %1 可被其他用户读取：请运行 chmod 600 %1</translation>
    </message>
    <message>
        <source>file %1 can be changed by other users: its owner must run chmod go-w %1</source>
        <translation>文件 %1 可被其他用户修改：请由其所有者运行 chmod go-w %1</translation>
    </message>
    <message>
        <source>file %1 does not exist</source>
        <translation>文件 %1 不存在</translation>
    </message>
    <message>
        <source>%1 is not a regular file</source>
        <translation>%1 不是普通文件</translation>
    </message>
    <message>
        <source>file %1 cannot be read: %2</source>
        <translation>无法读取文件 %1：%2</translation>
    </message>
    <message>
        <source>file %1 is larger than 64 KiB, too large for a key</source>
        <translation>文件 %1 超过 64 KiB，不可能是密钥</translation>
    </message>
    <message>
        <source>file %1 is empty</source>
        <translation>文件 %1 是空的</translation>
    </message>
    <message>
        <source>not enough memory to process the passphrase: %1 MiB are needed</source>
        <translation>内存不足，无法处理口令：需要 %1 MiB</translation>
    </message>
    <message>
        <source>%1 contains only white space</source>
        <translation>%1 中只有空白字符</translation>
    </message>
    <message>
        <source>no encrypted key file can be used here</source>
        <translation>这里无法使用密钥的加密文件</translation>
    </message>
    <message>
        <source>no answer within %1 ms; the key will be used as soon as it is available</source>
        <translation>%1 毫秒内没有响应；密钥可用后会立即使用</translation>
    </message>
    <message>
        <source>the key was kept only until Signalbox exited: enter it again on the Providers page</source>
        <translation>该密钥只保留到 Signalbox 退出为止：请在“供应商”页重新输入</translation>
    </message>
    <message>
        <source>there is no encrypted key file yet: store a key to create it, and choose a passphrase</source>
        <translation>还没有密钥的加密文件：请存入一个密钥以创建它，并设置口令</translation>
    </message>
    <message>
        <source>the encrypted key file is locked: enter its passphrase in the window, or set %1 to a file that contains it</source>
        <translation>密钥的加密文件已锁定：请在窗口中输入口令，或将 %1 设为含有口令的文件</translation>
    </message>
    <message>
        <source>the encrypted file %1 does not contain keys: use another copy</source>
        <translation>加密文件 %1 中的内容不是密钥：请换用另一份副本</translation>
    </message>
    <message>
        <source>the encrypted file %1 can be read by other users: run chmod 600 on it</source>
        <translation>加密文件 %1 可被其他用户读取：请对它运行 chmod 600</translation>
    </message>
    <message>
        <source>the encrypted file %1 is empty and its keys were lost. Restore a copy of it, or move it away and store the keys again</source>
        <translation>加密文件 %1 是空的，其中的密钥已丢失。请恢复它的副本，或将其移走后重新保存密钥</translation>
    </message>
    <message>
        <source>the encrypted file %1 was created by a newer version of Signalbox: update Signalbox to use these keys</source>
        <translation>加密文件 %1 由更新版本的 Signalbox 创建：请更新 Signalbox 后再使用这些密钥</translation>
    </message>
    <message>
        <source>the encrypted file %1 is damaged: use another copy</source>
        <translation>加密文件 %1 已损坏：请换用另一份副本</translation>
    </message>
    <message>
        <source>the encrypted file %1 requires more work to decrypt than any that Signalbox creates and cannot be trusted</source>
        <translation>解密加密文件 %1 所需的计算量超过 Signalbox 创建的任何文件，不可信任</translation>
    </message>
    <message>
        <source>the passphrase must have at least %1 characters</source>
        <translation>口令至少要有 %1 个字符</translation>
    </message>
    <message>
        <source>an encrypted key file already exists: open it with its passphrase</source>
        <translation>已有密钥的加密文件：请用它的口令打开</translation>
    </message>
    <message>
        <source>the encrypted key file was replaced by one with another passphrase: open it again</source>
        <translation>密钥的加密文件已被另一个口令不同的文件替换：请重新打开</translation>
    </message>
    <message>
        <source>another program is writing to %1: try again</source>
        <translation>另一个程序正在写入 %1：请重试</translation>
    </message>
    <message>
        <source>the encrypted file would exceed 4 MiB; nothing was stored</source>
        <translation>加密文件会超过 4 MiB；未存储任何内容</translation>
    </message>
    <message>
        <source>The ledger cannot be used; see the log for the reason.</source>
        <translation>用量记录无法使用；原因见日志。</translation>
    </message>
    <message>
        <source>There is no ledger %1. The gateway creates it when it starts.</source>
        <translation>用量记录 %1 不存在。网关启动时会创建它。</translation>
    </message>
    <message>
        <source>The ledger %1 contains no requests: it is empty, or a file of another program. Replace it with the right file.</source>
        <translation>用量记录 %1 中没有请求：它是空的，或是其他程序的文件。请换上正确的文件。</translation>
    </message>
    <message>
        <source>The ledger %1 was written by an older version of Signalbox. Start this version once to update it.</source>
        <translation>用量记录 %1 由较旧版本的 Signalbox 写入。启动一次此版本即可更新用量记录。</translation>
    </message>
    <message>
        <source>The folder of the ledger cannot be created: %1</source>
        <translation>无法创建用量记录所在的文件夹：%1</translation>
    </message>
    <message>
        <source>The ledger %1 cannot be created: %2</source>
        <translation>无法创建用量记录 %1：%2</translation>
    </message>
    <message>
        <source>The ledger %1 was written by a newer version of Signalbox. Requests are not recorded until Signalbox is updated or the file is moved away.</source>
        <translation>用量记录 %1 由更新版本的 Signalbox 写入。更新 Signalbox 或移走该文件之前，不会记录请求。</translation>
    </message>
    <message>
        <source>The ledger %1 cannot be made smaller: %2. It is unchanged.</source>
        <translation>无法缩小用量记录 %1：%2。用量记录保持不变。</translation>
    </message>
    <message>
        <source>The ledger %1 cannot be used (%2): %3.</source>
        <translation>用量记录 %1 无法使用：%3。</translation>
    </message>
    <message>
        <source>The ledger %1 cannot be used (%2): %3. It is left unchanged; until then, requests are not recorded.</source>
        <translation>用量记录 %1 无法使用：%3。用量记录保持不变，期间不记录请求。</translation>
    </message>
    <message>
        <source>it is a database, but not a Signalbox ledger</source>
        <translation>它是数据库，但不是 Signalbox 的用量记录</translation>
    </message>
    <message>
        <source>it was written by a newer version of Signalbox; update Signalbox first</source>
        <translation>它由更新版本的 Signalbox 写入；请先更新 Signalbox</translation>
    </message>
    <message>
        <source>%1 This needs space for another copy (%2 MB) on its disk, and as much in the folder for temporary files (SQLITE_TMPDIR, else /var/tmp); that disk has %3 MB left. Free space first.</source>
        <translation>%1这需要在其所在磁盘上有再存一份副本的空间（%2 MB），临时文件夹（SQLITE_TMPDIR，否则为 /var/tmp）也需要同样大的空间；该磁盘还剩 %3 MB。请先腾出空间。</translation>
    </message>
    <message>
        <source>The columns of the file match no known bill: %1. Known bills: %2.</source>
        <translation>文件的列不符合任何已知的账单：%1。已知的账单：%2。</translation>
    </message>
    <message>
        <source>Unknown format &quot;%1&quot;. Known formats: %2.</source>
        <translation>未知的格式“%1”。已知的格式：%2。</translation>
    </message>
    <message>
        <source>The file is not in format &quot;%1&quot;, which has the columns %2.</source>
        <translation>文件不是“%1”格式，该格式的列为 %2。</translation>
    </message>
    <message>
        <source>This is an export of %1, but provider &quot;%2&quot; is of type %3. It is compared anyway.</source>
        <translation>这是 %1 导出的文件，而供应商“%2”的类型是 %3。仍然进行比较。</translation>
    </message>
    <message>
        <source>a plausible number</source>
        <translation>合理的数字</translation>
    </message>
    <message>
        <source>1 row was skipped: %1.</source>
        <translation>跳过了 1 行：%1。</translation>
    </message>
    <message>
        <source>%1 rows were skipped: %2.</source>
        <translation>跳过了 %1 行：%2。</translation>
    </message>
    <message>
        <source>The file contains nothing that can be compared.</source>
        <translation>文件中没有可以比较的内容。</translation>
    </message>
    <message>
        <source>Line %1, column &quot;%2&quot; of the file: expected %3, found &quot;%4&quot;.</source>
        <translation>文件第 %1 行“%2”列：应为%3，实际是“%4”。</translation>
    </message>
    <message>
        <source>Line %1, column &quot;%2&quot; of the file: expected %3, found &quot;%4&quot;. %5</source>
        <translation>文件第 %1 行“%2”列：应为%3，实际是“%4”。%5</translation>
    </message>
    <message>
        <source>Line %1 of the file ends before column &quot;%2&quot;: it has %3 cell of %4. Complete the line, or export the file again.</source>
        <translation>文件第 %1 行在“%2”列之前就结束了：%4 格中只有 %3 格。请补全这一行，或重新导出文件。</translation>
    </message>
    <message>
        <source>Line %1 of the file ends before column &quot;%2&quot;: it has %3 cells of %4. Complete the line, or export the file again.</source>
        <translation>文件第 %1 行在“%2”列之前就结束了：%4 格中只有 %3 格。请补全这一行，或重新导出文件。</translation>
    </message>
    <message>
        <source>a date from 2020 to 2099</source>
        <translation>2020 至 2099 年间的日期</translation>
    </message>
    <message>
        <source>a date such as 2026-11-01</source>
        <translation>日期，例如 2026-11-01</translation>
    </message>
    <message>
        <source>A number must be a date such as 20261101, or the seconds since 1970, not milliseconds.</source>
        <translation>数字应为 20261101 这样的日期，或 1970 年以来的秒数，而不是毫秒数。</translation>
    </message>
    <message>
        <source>If the line is not part of the bill, remove it.</source>
        <translation>如果这一行不属于账单，请将其删除。</translation>
    </message>
    <message>
        <source>it is a total of other rows</source>
        <translation>它是其他行的合计</translation>
    </message>
    <message>
        <source>it has no date</source>
        <translation>没有日期</translation>
    </message>
    <message>
        <source>it has no model</source>
        <translation>没有模型</translation>
    </message>
    <message>
        <source>the same time zone as in earlier rows of that day</source>
        <translation>与当天前面各行相同的时区</translation>
    </message>
    <message>
        <source>it counts &quot;%1&quot;; only its cost was used</source>
        <translation>它统计的是“%1”；只采用了费用</translation>
    </message>
    <message>
        <source>its unit is &quot;%1&quot;; only its cost was used</source>
        <translation>它的单位是“%1”；只采用了费用</translation>
    </message>
    <message>
        <source>the cost is in %1, a currency that the ledger does not use</source>
        <translation>费用的币种是 %1，用量记录中没有该币种</translation>
    </message>
    <message>
        <source>an amount in %1, as in its other column</source>
        <translation>%1 金额，与另一列一致</translation>
    </message>
    <message>
        <source>The file has the byte order mark of %1, but other content. %2</source>
        <translation>文件带有 %1 的字节顺序标记，内容却与之不符。%2</translation>
    </message>
    <message>
        <source>The file looks like UTF-16 without a byte order mark, or is not text. %1</source>
        <translation>文件像是没有字节顺序标记的 UTF-16，或者不是文本。%1</translation>
    </message>
    <message>
        <source>The file is not UTF-8, and this build of Signalbox cannot read GB18030 (GBK). %1</source>
        <translation>文件不是 UTF-8，而此版本的 Signalbox 无法读取 GB18030（GBK）。%1</translation>
    </message>
    <message>
        <source>Line %1 of the file is not valid CSV: %2.</source>
        <translation>文件第 %1 行不是有效的 CSV：%2。</translation>
    </message>
    <message>
        <source>Line %1 of the file has %2 cells but there are %3 columns. A cell that contains %4 must be in quotes.</source>
        <translation>文件第 %1 行有 %2 格，却只有 %3 列。含有%4的单元格必须加引号。</translation>
    </message>
    <message>
        <source>The files contain %1 in two time zones: export them in the same time zone.</source>
        <translation>这些文件中的 %1 有两个时区：请用同一个时区导出。</translation>
    </message>
    <message>
        <source>Two of the files contain %1 of %2 on %3: pass each only once.</source>
        <translation>有两个文件都含有 %2 在 %3 的 %1：每项只能提供一次。</translation>
    </message>
    <message>
        <source>The files contain no row that can be compared.</source>
        <translation>文件中没有可以比较的行。</translation>
    </message>
    <message>
        <source>The files cover %1 to %2: at most %3 days can be compared.</source>
        <translation>这些文件的日期从 %1 到 %2：最多只能比较 %3 天。</translation>
    </message>
    <message>
        <source>The ledger has no requests to provider &quot;%1&quot; on the days of the files.</source>
        <translation>在文件涵盖的日期内，用量记录中没有发往供应商“%1”的请求。</translation>
    </message>
    <message>
        <source>The ledger has no requests to provider &quot;%1&quot; on the days of the files. It has requests to: %2.</source>
        <translation>在文件涵盖的日期内，用量记录中没有发往供应商“%1”的请求，有的是：%2。</translation>
    </message>
    <message>
        <source>a total is damaged</source>
        <translation>其中一项汇总已损坏</translation>
    </message>
    <message>
        <source>The ledger %1 cannot be read: %2.</source>
        <translation>无法读取用量记录 %1：%2。</translation>
    </message>
    <message>
        <source>There is no ledger %1.</source>
        <translation>用量记录 %1 不存在。</translation>
    </message>
    <message>
        <source>it contains something that Signalbox never writes (%1), so it was created or changed by another program</source>
        <translation>其中含有 Signalbox 从不写入的内容（%1），因此它是由其他程序创建或修改的</translation>
    </message>
    <message>
        <source>more rows than fit into its size</source>
        <translation>行数超过其大小所能容纳</translation>
    </message>
    <message>
        <source>it is not a server address such as http://127.0.0.1:4318</source>
        <translation>不是服务器地址，例如 http://127.0.0.1:4318</translation>
    </message>
    <message>
        <source>The ledger was moved, deleted or replaced while it was in use. A new one is created in its place; the earlier records are in the file that was moved.</source>
        <translation>用量记录在使用中被移动、删除或替换。已在原处新建用量记录；先前的记录在被移走的文件中。</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;, key &quot;%2&quot;: %3</source>
        <translation>供应商“%1”的密钥“%2”：%3</translation>
    </message>
    <message>
        <source>Provider &quot;%1&quot;, key &quot;%2&quot;: %3 %4</source>
        <translation>供应商“%1”的密钥“%2”：%3%4</translation>
    </message>
    <message>
        <source>it is self-signed and not trusted here</source>
        <translation>它是自签名证书，在此不受信任</translation>
    </message>
    <message>
        <source>it is for another host</source>
        <translation>它属于另一台主机</translation>
    </message>
    <message>
        <source>this endpoint does not take a tool of the request</source>
        <translation>此端点不接受请求中的某个工具</translation>
    </message>
    <message>
        <source>must be %1, not %2. Write %3.</source>
        <translation>必须是%1，而不是 %2。请写%3。</translation>
    </message>
    <message>
        <source>must not be empty. Write %1.</source>
        <translation>不能为空。请写%1。</translation>
    </message>
    <message>
        <source>is null. Write %1.</source>
        <translation>为 null。请写%1。</translation>
    </message>
    <message>
        <source>is missing. Write %1.</source>
        <translation>缺失。请写%1。</translation>
    </message>
    <message>
        <source>a string in double quotes</source>
        <translation>双引号括起的字符串</translation>
    </message>
    <message>
        <source>a number without quotes, such as 1</source>
        <translation>不带引号的数字，例如 1</translation>
    </message>
    <message>
        <source>an array, such as [&quot;a&quot;,&quot;b&quot;]</source>
        <translation>数组，例如 [&quot;a&quot;,&quot;b&quot;]</translation>
    </message>
    <message>
        <source>a string or an object</source>
        <translation>字符串或对象</translation>
    </message>
    <message>
        <source>a string or an array</source>
        <translation>字符串或数组</translation>
    </message>
    <message>
        <source>the name of a tool</source>
        <translation>工具的名称</translation>
    </message>
    <message>
        <source>the id of the tool call</source>
        <translation>工具调用的 ID</translation>
    </message>
    <message>
        <source>a URL or a data URL</source>
        <translation>URL 或 data URL</translation>
    </message>
    <message>
        <source>the name of a model</source>
        <translation>模型的名称</translation>
    </message>
    <message>
        <source>a string or an array of strings</source>
        <translation>字符串或字符串数组</translation>
    </message>
    <message>
        <source>the prompt as a string</source>
        <translation>提示词字符串</translation>
    </message>
    <message>
        <source>a string in double quotes (images go into &quot;images&quot;)</source>
        <translation>双引号括起的字符串（图片放在“images”中）</translation>
    </message>
    <message>
        <source>the maximum number of output tokens, such as 1024</source>
        <translation>输出 token 数的上限，例如 1024</translation>
    </message>
    <message>
        <source>&quot;function&quot;, or the type of another tool</source>
        <translation>“function” 或其他工具的类型</translation>
    </message>
    <message>
        <source>&quot;auto&quot;, &quot;none&quot;, &quot;required&quot;, or an object that names a tool</source>
        <translation>“auto”、“none”、“required”，或指明工具的对象</translation>
    </message>
    <message>
        <source>&quot;json&quot;, or a JSON Schema</source>
        <translation>“json” 或 JSON Schema</translation>
    </message>
    <message>
        <source>true, false or a string</source>
        <translation>true、false 或字符串</translation>
    </message>
    <message>
        <source>true, false, &quot;low&quot;, &quot;medium&quot; or &quot;high&quot;</source>
        <translation>true、false、“low”、“medium” 或 “high”</translation>
    </message>
    <message>
        <source>the tool result as a string</source>
        <translation>字符串形式的工具结果</translation>
    </message>
    <message>
        <source>the content of the file</source>
        <translation>文件的内容</translation>
    </message>
    <message>
        <source>the data as base64</source>
        <translation>base64 编码的数据</translation>
    </message>
    <message>
        <source>an array of images as base64</source>
        <translation>base64 图片的数组</translation>
    </message>
    <message>
        <source>the file as base64 or as a data URL, or send &quot;file_id&quot;</source>
        <translation>base64 编码的文件或其 data URL，或改用 “file_id”</translation>
    </message>
    <message>
        <source>the URL of the file</source>
        <translation>文件的 URL</translation>
    </message>
    <message>
        <source>the id of the file</source>
        <translation>文件的 ID</translation>
    </message>
    <message>
        <source>is &quot;%1&quot;, which is not a known role, so the tool calls of this message were not read. Write %2.</source>
        <translation>是“%1”，这不是已知的角色，因此没有读取该消息中的工具调用。请写%2。</translation>
    </message>
    <message>
        <source>&quot;stream_options&quot; must be an object, such as {&quot;include_usage&quot;:true}.</source>
        <translation>“stream_options”必须是对象，例如 {&quot;include_usage&quot;:true}。</translation>
    </message>
    <message>
        <source>&quot;messages&quot; must be an array of messages, such as [{&quot;role&quot;:&quot;user&quot;,&quot;content&quot;:&quot;Hello&quot;}].</source>
        <translation>“messages”必须是消息的数组，例如 [{&quot;role&quot;:&quot;user&quot;,&quot;content&quot;:&quot;Hello&quot;}]。</translation>
    </message>
    <message>
        <source>an object, such as {&quot;name&quot;:&quot;value&quot;}</source>
        <translation>对象，例如 {&quot;name&quot;:&quot;value&quot;}</translation>
    </message>
    <message>
        <source>a JSON Schema, such as %1</source>
        <translation>JSON Schema，例如 %1</translation>
    </message>
    <message>
        <source>an array such as %1</source>
        <translation>数组，例如 %1</translation>
    </message>
    <message>
        <source>a string, or an array such as %1</source>
        <translation>字符串或数组，例如 %1</translation>
    </message>
    <message>
        <source>the type of the data, such as %1</source>
        <translation>数据的类型，例如 %1</translation>
    </message>
    <message>
        <source>the arguments as an object, such as %1</source>
        <translation>作为对象的参数，例如 %1</translation>
    </message>
    <message>
        <source>an object such as %1</source>
        <translation>对象，例如 %1</translation>
    </message>
    <message>
        <source>&quot;auto&quot;, &quot;none&quot;, or an object that names a function</source>
        <translation>“auto”、“none”，或指明函数的对象</translation>
    </message>
    <message>
        <source>its certificate authority is not trusted here</source>
        <translation>本机不信任其证书颁发机构</translation>
    </message>
    <message>
        <source>it or the certificate of its authority has expired</source>
        <translation>它或其颁发机构的证书已过期</translation>
    </message>
    <message>
        <source>it or the certificate of its authority is not valid yet</source>
        <translation>它或其颁发机构的证书尚未生效</translation>
    </message>
    <message>
        <source>it is not a server certificate</source>
        <translation>它不是服务器证书</translation>
    </message>
    <message>
        <source>returned an answer that cannot be processed.</source>
        <translation>返回的回答无法处理。</translation>
    </message>
    <message>
        <source>The gateway failed to process this request or its answer. Report it with the log.</source>
        <translation>网关未能处理该请求或其回答。请附上日志反馈此问题。</translation>
    </message>
    <message>
        <source>broke off</source>
        <translation>中途中断</translation>
    </message>
    <message>
        <source>timeout: %1</source>
        <translation>超时：%1</translation>
    </message>
    <message>
        <source>keeps no content: it ended at %1</source>
        <translation>不保存内容：已于 %1 结束</translation>
    </message>
    <message>
        <source>keeps the request and its answer until %1, at most %2 bytes of each</source>
        <translation>在 %1 之前保存请求和回答，各不超过 %2 字节</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>已拒绝：%1</translation>
    </message>
    <message>
        <source>route &quot;%1&quot; admits caller &quot;%2&quot;</source>
        <translation>路由“%1”允许调用方“%2”使用</translation>
    </message>
    <message>
        <source>consumer &quot;%1&quot; may use route &quot;%2&quot; and model &quot;%3&quot;</source>
        <translation>调用方“%1”可以使用路由“%2”和模型“%3”</translation>
    </message>
    <message>
        <source>consumer &quot;%1&quot; may use model &quot;%2&quot; without a route</source>
        <translation>调用方“%1”可以不经路由使用模型“%2”</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1 第 %2 行</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>overloaded</source>
        <translation>过载</translation>
    </message>
    <message>
        <source>the keys of %1 take turns</source>
        <translation>%1 的密钥轮流使用</translation>
    </message>
    <message>
        <source>weighted round robin: they take turns</source>
        <translation>加权轮询：轮流使用</translation>
    </message>
    <message>
        <source>consistent hashing: they take turns if the request has nothing to hash</source>
        <translation>一致性哈希：请求中没有可用于哈希的内容时轮流使用</translation>
    </message>
    <message>
        <source>least busy: the one with the fewest requests in progress comes first</source>
        <translation>负载最低：进行中的请求最少的优先</translation>
    </message>
    <message>
        <source>fastest: the one that recently answered fastest comes first</source>
        <translation>最快：近期回答最快的优先</translation>
    </message>
    <message>
        <source>conversation affinity: a conversation stays with the target that answered it before</source>
        <translation>会话亲和：会话留在先前回答它的目标上</translation>
    </message>
    <message>
        <source>among targets with priority %1, %2</source>
        <translation>优先级为 %1 的目标中，%2</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>the client&apos;s key is passed through to the first target; there is no fallback</source>
        <translation>客户端的密钥透传给第一个目标；不使用备用</translation>
    </message>
    <message>
        <source>another target is tried after: %1</source>
        <translation>出现以下情况时尝试其他目标：%1</translation>
    </message>
    <message>
        <source>attempts per request: at most %1; retries of the same target: at most %2, the first after %3 ms</source>
        <translation>每个请求最多尝试 %1 次，同一目标最多重试 %2 次，首次在 %3 毫秒后</translation>
    </message>
    <message>
        <source>all attempts end after %1 ms</source>
        <translation>所有尝试在 %1 毫秒后结束</translation>
    </message>
    <message>
        <source>retry only if the attempt failed within: %1 ms</source>
        <translation>仅重试在 %1 毫秒内失败的尝试</translation>
    </message>
    <message>
        <source>hedging: the next target is also tried after %1 ms</source>
        <translation>并行请求：%1 毫秒后同时尝试下一个目标</translation>
    </message>
    <message>
        <source>an interrupted stream is continued by the next target</source>
        <translation>中断的流由下一个目标续写</translation>
    </message>
    <message>
        <source>targets that lack a capability may be used</source>
        <translation>可以使用缺少某项能力的目标</translation>
    </message>
    <message>
        <source>rate limit</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>provider error</source>
        <translation>供应商错误</translation>
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
        <source>model not found</source>
        <translation>找不到模型</translation>
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
        <source>attempts per request: at most %1; the same target is not retried</source>
        <translation>每个请求最多尝试 %1 次，同一目标不重试</translation>
    </message>
    <message>
        <source>Key &quot;%1&quot; of provider &quot;%2&quot; has used %3 percent of its plan (window %4). From %5 percent on, it is used only if no other target can answer.</source>
        <translation>供应商“%2”的密钥“%1”已用掉套餐（%4 窗口）的 %3%。达到 %5% 后，只有在其他目标都无法回答时才使用它。</translation>
    </message>
    <message>
        <source>%1 It resets at %2 UTC.</source>
        <translation>%1它在 %2 UTC 重置。</translation>
    </message>
    <message>
        <source>keys are avoided from %1 percent of their plan on</source>
        <translation>密钥的套餐用到 %1% 后，尽量不再使用该密钥</translation>
    </message>
    <message>
        <source>keys are used until their plan is used up</source>
        <translation>密钥一直使用到套餐用完</translation>
    </message>
    <message>
        <source>&quot;%1&quot; of %2</source>
        <translation>“%1”（%2）</translation>
    </message>
    <message>
        <source>%1 counts it</source>
        <translation>%1计入此请求</translation>
    </message>
    <message>
        <source>%1 counts what it uses</source>
        <translation>%1计入其用量</translation>
    </message>
    <message>
        <source>%1 reserves nothing for it, so that requests in flight may exceed it by what they use</source>
        <translation>%1不为其预留，因此进行中的请求可能超出限额，超出量不超过其用量</translation>
    </message>
    <message>
        <source>%1 reserves nothing for it, because the price of model &quot;%2&quot; is unknown</source>
        <translation>%1不为其预留，因为模型“%2”的价格未知</translation>
    </message>
    <message>
        <source>%1 reserves %2 for it, as the model usually uses, so that requests in flight may exceed it by the difference</source>
        <translation>%1按该模型的通常用量为其预留 %2，因此进行中的请求可能超出限额，超出量不超过差额</translation>
    </message>
    <message>
        <source>%1 reserves %2 for it</source>
        <translation>%1为其预留 %2</translation>
    </message>
    <message>
        <source>no limit applies</source>
        <translation>没有适用的限额</translation>
    </message>
    <message>
        <source>This request needs up to %1, more than limit &quot;%2&quot; of %3 ever allows. Shorten it, lower its maximum of output tokens, or raise the limit.</source>
        <translation>此请求最多需要 %1，超过了限额“%2”（%3）允许的总量。请缩短请求、降低最大输出 token 数，或提高限额。</translation>
    </message>
    <message>
        <source>Limit &quot;%1&quot; of %2 is reached for %3. Try again when one of them has ended, or raise the limit.</source>
        <translation>限额“%1”（%2）已用完，对象：%3。请在其中一个请求结束后重试，或提高限额。</translation>
    </message>
    <message>
        <source>Limit &quot;%1&quot; of %2 is reached for %3: %4 are left. Try again in %5 s, or raise the limit.</source>
        <translation>限额“%1”（%2）已用完，对象：%3，剩余 %4。请在 %5 秒后重试，或提高限额。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>second of the clock</source>
        <translation>自然秒</translation>
    </message>
    <message>
        <source>second</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>minute of the clock</source>
        <translation>自然分钟</translation>
    </message>
    <message>
        <source>minute</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>hour of the clock</source>
        <translation>自然小时</translation>
    </message>
    <message>
        <source>hour</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>calendar day</source>
        <translation>自然日</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>calendar week</source>
        <translation>自然周</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 天</translation>
    </message>
    <message>
        <source>calendar month</source>
        <translation>自然月</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 天</translation>
    </message>
    <message>
        <source>consumer &quot;%1&quot;</source>
        <translation>调用方“%1”</translation>
    </message>
    <message>
        <source>requests without a route</source>
        <translation>没有路由的请求</translation>
    </message>
    <message>
        <source>route &quot;%1&quot;</source>
        <translation>路由“%1”</translation>
    </message>
    <message>
        <source>provider &quot;%1&quot;</source>
        <translation>供应商“%1”</translation>
    </message>
    <message>
        <source>model &quot;%1&quot;</source>
        <translation>模型“%1”</translation>
    </message>
    <message>
        <source>key &quot;%1&quot;</source>
        <translation>密钥“%1”</translation>
    </message>
    <message>
        <source>unknown programs</source>
        <translation>未知程序</translation>
    </message>
    <message>
        <source>program &quot;%1&quot;</source>
        <translation>程序“%1”</translation>
    </message>
    <message>
        <source>unknown projects</source>
        <translation>未知项目</translation>
    </message>
    <message>
        <source>project &quot;%1&quot;</source>
        <translation>项目“%1”</translation>
    </message>
    <message>
        <source>requests without a session</source>
        <translation>没有会话的请求</translation>
    </message>
    <message>
        <source>session &quot;%1&quot;</source>
        <translation>会话“%1”</translation>
    </message>
    <message>
        <source>requests without a sub-agent</source>
        <translation>没有子代理的请求</translation>
    </message>
    <message>
        <source>sub-agent &quot;%1&quot;</source>
        <translation>子代理“%1”</translation>
    </message>
    <message>
        <source>%1 requests</source>
        <translation>%1 个请求</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个 token</translation>
    </message>
    <message>
        <source>%1 requests at the same time</source>
        <translation>%1 个并发请求</translation>
    </message>
    <message>
        <source>%1 per %2</source>
        <translation>每%2 %1</translation>
    </message>
    <message>
        <source>all requests that it covers</source>
        <translation>它涵盖的所有请求</translation>
    </message>
    <message>
        <source>Limit &quot;%1&quot; of %2 is reached: %3 used %4 percent.</source>
        <translation>限额“%1”（%2）已用完，对象：%3，已用 %4%。</translation>
    </message>
    <message>
        <source>Limit &quot;%1&quot; of %2: %3 used %4 percent.</source>
        <translation>限额“%1”（%2），对象：%3，已用 %4%。</translation>
    </message>
    <message>
        <source>%1 The oldest use expires at %2 UTC.</source>
        <translation>%1最早的用量于 %2 UTC 过期。</translation>
    </message>
    <message>
        <source>Consumer &quot;%1&quot; repeats the same tool call with the same result: %2 times in a row.</source>
        <translation>调用方“%1”在重复结果相同的同一个工具调用：连续 %2 次。</translation>
    </message>
    <message>
        <source>does not apply: the request is not a conversation</source>
        <translation>不适用：该请求不是对话</translation>
    </message>
    <message>
        <source>%1 equal tool calls in a row; acts from %2 on</source>
        <translation>最后的工具调用以相同结果重复了 %1 次；从 %2 次起生效</translation>
    </message>
    <message>
        <source>refused once: %1</source>
        <translation>拒绝一次：%1</translation>
    </message>
    <message>
        <source>warns: the same tool call had the same result %1 times in a row</source>
        <translation>警告：同一个工具调用连续 %1 次得到相同结果</translation>
    </message>
    <message>
        <source>The same tool call had the same result %1 times in a row, which looks like an endless loop. Send the request again to go on, or change policies.loop.</source>
        <translation>同一个工具调用连续 %1 次得到相同结果，看起来像无限循环。再次发送请求即可继续，或修改 policies.loop。</translation>
    </message>
    <message>
        <source>Limit &quot;%1&quot; of %2 admits no request. Raise the limit.</source>
        <translation>限额“%1”（%2）不允许任何请求。请提高限额。</translation>
    </message>
    <message>
        <source>1 request</source>
        <translation>1 个请求</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 个 token</translation>
    </message>
    <message>
        <source>1 request at the same time</source>
        <translation>1 个并发请求</translation>
    </message>
    <message>
        <source>Limit &quot;%1&quot; of %2 has %4 left for %3, and this request needs up to %6. Try again in %5 s, lower its maximum of output tokens, or raise the limit.</source>
        <translation>限额“%1”（%2）剩余 %4，对象：%3，而此请求最多需要 %6。请在 %5 秒后重试、降低它的输出 token 上限，或提高限额。</translation>
    </message>
    <message>
        <source>only conversations and embeddings are copied</source>
        <translation>只复制对话和嵌入请求</translation>
    </message>
    <message>
        <source>its provider keeps the conversation or its answer</source>
        <translation>该对话或其回答由供应商保存</translation>
    </message>
    <message>
        <source>its provider is disabled, or not available to this consumer</source>
        <translation>它的供应商已停用，或不供此调用方使用</translation>
    </message>
    <message>
        <source>what was spent today is not known yet</source>
        <translation>今天已花费多少尚不清楚</translation>
    </message>
    <message>
        <source>the price of model &quot;%1&quot; is unknown; set it in usage.prices</source>
        <translation>模型“%1”的价格未知；请在 usage.prices 中设置</translation>
    </message>
    <message>
        <source>it may cost up to %1, and %2 are left for today</source>
        <translation>它最多可能花费 %1，而今天只剩 %2</translation>
    </message>
    <message>
        <source>no copy of the request goes to %1: %2</source>
        <translation>请求的副本不会发往 %1：%2</translation>
    </message>
    <message>
        <source>after the answer, a copy of the request goes to %1, for comparison: %2 % of the requests, at most %3 per day</source>
        <translation>回答之后，请求的副本发往 %1 以供比较：占请求的 %2%，每天最多 %3</translation>
    </message>
    <message>
        <source>The file %1 belongs to another user. Run this command as the user of the gateway, or choose another folder with --data-dir.</source>
        <translation>文件 %1 属于另一个用户。请以运行网关的用户执行此命令，或用 --data-dir 指定另一个文件夹。</translation>
    </message>
    <message>
        <source>The file %1 contains a key of the gateway, but others can access it. Restart the gateway, which replaces both.</source>
        <translation>文件 %1 中有网关的密钥，但其他人也能访问它。请重新启动网关，文件和密钥都会更换。</translation>
    </message>
    <message>
        <source>The file %1 is invalid. Restart the gateway, which writes it anew.</source>
        <translation>文件 %1 无效。请重新启动网关，它会重新写入该文件。</translation>
    </message>
    <message>
        <source>must not be empty: every answer contains the empty text</source>
        <translation>不能为空：任何回答都包含空文本</translation>
    </message>
    <message>
        <source>must be a provider and a model, such as ollama/nomic-embed-text</source>
        <translation>必须是供应商和模型，例如 ollama/nomic-embed-text</translation>
    </message>
    <message>
        <source>must be an object, such as {&quot;type&quot;: &quot;contains&quot;, &quot;value&quot;: &quot;4&quot;}</source>
        <translation>必须是对象，例如 {&quot;type&quot;: &quot;contains&quot;, &quot;value&quot;: &quot;4&quot;}</translation>
    </message>
    <message>
        <source>is missing; add one of %1</source>
        <translation>缺失；请填写其中之一：%1</translation>
    </message>
    <message>
        <source>unknown assertion type &quot;%1&quot;; use one of %2</source>
        <translation>未知的断言类型“%1”；可用的类型：%2</translation>
    </message>
    <message>
        <source>unknown assertion type &quot;%1&quot;; did you mean &quot;%2&quot;?</source>
        <translation>未知的断言类型“%1”；是否想写“%2”？</translation>
    </message>
    <message>
        <source>is longer than %1 MiB; shorten the row</source>
        <translation>超过 %1 MiB；请缩短这一行</translation>
    </message>
    <message>
        <source>has a quote within an unquoted CSV field; put the field in quotes and double the quotes in it</source>
        <translation>有未加引号的 CSV 字段含有引号；请给该字段加上引号，并将其中的引号写成两个</translation>
    </message>
    <message>
        <source>has a quoted CSV field that is not closed; close it, or double the quotes in it</source>
        <translation>有 CSV 字段的引号没有闭合；请补上引号，或将其中的引号写成两个</translation>
    </message>
    <message>
        <source>has text after the closing quote of a CSV field; double the quotes in the field</source>
        <translation>有 CSV 字段的右引号后还有文本；请将字段中的引号写成两个</translation>
    </message>
    <message>
        <source>is not valid UTF-8; save the file as UTF-8</source>
        <translation>不是有效的 UTF-8；请将文件保存为 UTF-8</translation>
    </message>
    <message>
        <source>is not valid JSON: %1</source>
        <translation>不是有效的 JSON：%1</translation>
    </message>
    <message>
        <source>the header row %1</source>
        <translation>表头行%1</translation>
    </message>
    <message>
        <source>needs a header row with a column &quot;prompt&quot;, &quot;messages&quot; or &quot;prompts&quot;, separated by commas; the columns are %1</source>
        <translation>需要有表头行，以逗号分隔，并包含“prompt”“messages”或“prompts”列；可用的列：%1</translation>
    </message>
    <message>
        <source>has the column &quot;%1&quot; twice; remove one</source>
        <translation>“%1”列出现了两次；请删除其中一个</translation>
    </message>
    <message>
        <source>has %1 fields, but the header row has %2; check commas and quotes</source>
        <translation>有 %1 个字段，而表头行有 %2 个；请检查逗号和引号</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>无法读取：%1</translation>
    </message>
    <message>
        <source>is a folder; name a file</source>
        <translation>是文件夹；请指定文件</translation>
    </message>
    <message>
        <source>is not a regular file; save the dataset to a file, because it is read several times</source>
        <translation>不是普通文件；数据集需要多次读取，请将其保存为文件</translation>
    </message>
    <message>
        <source>is the same as in line %1; give each row its own id (by default it is the number of the line)</source>
        <translation>与第 %1 行相同；请为每一行指定不同的 id（默认为行号）</translation>
    </message>
    <message>
        <source>contains no rows</source>
        <translation>没有任何行</translation>
    </message>
    <message>
        <source>has changed since it was opened; start again</source>
        <translation>打开后内容已发生变化；请重新开始</translation>
    </message>
    <message>
        <source>is not valid JSON; write one object on one line: %1</source>
        <translation>不是有效的 JSON；每个对象请写在一行上：%1</translation>
    </message>
    <message>
        <source>must be a JSON object with &quot;input&quot; and &quot;ideal&quot;</source>
        <translation>必须是包含“input”和“ideal”的 JSON 对象</translation>
    </message>
    <message>
        <source>must begin with $, as in $.items[0].name</source>
        <translation>必须以 $ 开头，例如 $.items[0].name</translation>
    </message>
    <message>
        <source>is not a valid JSONPath at character %1; write it as in $.items[0].name</source>
        <translation>不是有效的 JSONPath，错误在第 %1 个字符处；请写成 $.items[0].name 的形式</translation>
    </message>
    <message>
        <source>contains a filter at character %1, which is not supported; select the value by name, index or wildcard</source>
        <translation>第 %1 个字符处含有过滤表达式，不受支持；请用名称、下标或通配符选取值</translation>
    </message>
    <message>
        <source>validation was stopped: the JSON Schema needs too many steps for this answer</source>
        <translation>校验已中止：用此 JSON Schema 校验该回答所需的步骤过多</translation>
    </message>
    <message>
        <source>is not allowed</source>
        <translation>不允许出现</translation>
    </message>
    <message>
        <source>must be of type %1, not %2</source>
        <translation>类型必须是 %1，而不是 %2</translation>
    </message>
    <message>
        <source>must be one of the values in &quot;enum&quot;</source>
        <translation>必须是“enum”中的值之一</translation>
    </message>
    <message>
        <source>must be the value in &quot;const&quot;</source>
        <translation>必须等于“const”的值</translation>
    </message>
    <message>
        <source>must be a multiple of %1</source>
        <translation>必须是 %1 的倍数</translation>
    </message>
    <message>
        <source>must be at most %1</source>
        <translation>必须不大于 %1</translation>
    </message>
    <message>
        <source>must be at least %1</source>
        <translation>必须不小于 %1</translation>
    </message>
    <message>
        <source>must be less than %1</source>
        <translation>必须小于 %1</translation>
    </message>
    <message>
        <source>must be greater than %1</source>
        <translation>必须大于 %1</translation>
    </message>
    <message>
        <source>has a length of %1; at most %2 is allowed</source>
        <translation>长度为 %1；最多允许 %2</translation>
    </message>
    <message>
        <source>has a length of %1; at least %2 is required</source>
        <translation>长度为 %1；至少需要 %2</translation>
    </message>
    <message>
        <source>must match the pattern %1</source>
        <translation>必须匹配模式 %1</translation>
    </message>
    <message>
        <source>must not contain the same value twice</source>
        <translation>不能含有重复的值</translation>
    </message>
    <message>
        <source>contains too few or too many items that match &quot;contains&quot;</source>
        <translation>符合“contains”的元素过少或过多</translation>
    </message>
    <message>
        <source>matches none of the schemas in &quot;anyOf&quot;</source>
        <translation>不符合“anyOf”中的任何一个 schema</translation>
    </message>
    <message>
        <source>matches %1 of the schemas in &quot;oneOf&quot;, not exactly one</source>
        <translation>符合“oneOf”中的 %1 个 schema，而不是恰好一个</translation>
    </message>
    <message>
        <source>matches the schema in &quot;not&quot;</source>
        <translation>符合“not”中的 schema</translation>
    </message>
    <message>
        <source>must be a JSON Schema: an object, true or false</source>
        <translation>必须是 JSON Schema：对象、true 或 false</translation>
    </message>
    <message>
        <source>is supported only at the root of a JSON Schema; remove it and refer to the schema as &quot;#/$defs/NAME&quot;</source>
        <translation>只能用在 JSON Schema 的根部；请将其删除，并以“#/$defs/名称”引用该 schema</translation>
    </message>
    <message>
        <source>must be a whole number of 0 or more</source>
        <translation>必须是不小于 0 的整数</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>必须是数字</translation>
    </message>
    <message>
        <source>must be a number greater than 0</source>
        <translation>必须是大于 0 的数字</translation>
    </message>
    <message>
        <source>must be a string</source>
        <translation>必须是字符串</translation>
    </message>
    <message>
        <source>must be a list of at least one JSON Schema</source>
        <translation>必须是至少含有一个 JSON Schema 的列表</translation>
    </message>
    <message>
        <source>must be an object of JSON Schemas</source>
        <translation>必须是由 JSON Schema 组成的对象</translation>
    </message>
    <message>
        <source>must be &quot;null&quot;, &quot;boolean&quot;, &quot;object&quot;, &quot;array&quot;, &quot;number&quot;, &quot;string&quot; or &quot;integer&quot;, or a list of these</source>
        <translation>必须是“null”“boolean”“object”“array”“number”“string”“integer”之一，或由它们组成的列表</translation>
    </message>
    <message>
        <source>refers to &quot;%1&quot;, which is not in this JSON Schema; only references such as &quot;#/$defs/NAME&quot; are supported</source>
        <translation>引用了此 JSON Schema 中没有的“%1”；只支持“#/$defs/名称”形式的引用</translation>
    </message>
    <message>
        <source>contains &quot;%1&quot;: only {{name}} is supported in templates; write out the text for each row</source>
        <translation>含有“%1”：模板只支持 {{name}}；请为每一行直接写出文本</translation>
    </message>
    <message>
        <source>contains &quot;{{&quot; without &quot;}}&quot;; close it</source>
        <translation>有“{{”却没有“}}”；请补上</translation>
    </message>
    <message>
        <source>contains &quot;{{%1}}&quot;: only {{name}} is supported in templates; write out the text for each row</source>
        <translation>含有“{{%1}}”：模板只支持 {{name}}；请为每一行直接写出文本</translation>
    </message>
    <message>
        <source>uses the variable &quot;%1&quot;, which is not in &quot;vars&quot;; add it</source>
        <translation>使用了“vars”中没有的变量“%1”；请添加</translation>
    </message>
    <message>
        <source>is missing; add it</source>
        <translation>缺失；请添加</translation>
    </message>
    <message>
        <source>is missing; add a string</source>
        <translation>缺失；请填写字符串</translation>
    </message>
    <message>
        <source>must be an object with &quot;vars&quot; and &quot;assert&quot;; tests in other files are not supported</source>
        <translation>必须是包含“vars”和“assert”的对象；不支持其他文件中的测试</translation>
    </message>
    <message>
        <source>must be an object of variables; variables in other files are not supported</source>
        <translation>必须是由变量组成的对象；不支持其他文件中的变量</translation>
    </message>
    <message>
        <source>refers to another file, which is not supported; write the text here</source>
        <translation>引用了其他文件，这里不支持；请直接写出文本</translation>
    </message>
    <message>
        <source>must be a list of assertions</source>
        <translation>必须是断言的列表</translation>
    </message>
    <message>
        <source>the assertion type &quot;%1&quot; cannot be converted from promptfoo; use one of %2</source>
        <translation>无法转换 promptfoo 的断言类型“%1”；可用的类型：%2</translation>
    </message>
    <message>
        <source>has %1 prompts; keep one in &quot;prompts&quot;</source>
        <translation>有 %1 个提示词；“prompts”中请只保留一个</translation>
    </message>
    <message>
        <source>must have the text of its prompt in &quot;prompts&quot;; prompts in other files are not supported</source>
        <translation>必须在“prompts”中直接写出提示词；不支持其他文件中的提示词</translation>
    </message>
    <message>
        <source>has a &quot;defaultTest&quot; with something other than &quot;vars&quot;, &quot;assert&quot; and &quot;metadata&quot;; remove %1</source>
        <translation>“defaultTest”中只能有“vars”“assert”和“metadata”；请删除 %1</translation>
    </message>
    <message>
        <source>is larger than %1 MiB; use JSON Lines for so many rows</source>
        <translation>大于 %1 MiB；这么多行请使用 JSON Lines</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression; RE2 has no lookahead or lookbehind (%1): use several assertions</source>
        <translation>必须是有效的 RE2 正则表达式；RE2 不支持环视（%1）：请改用多个断言</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression; RE2 has no backreferences (%1): write out the alternatives</source>
        <translation>必须是有效的 RE2 正则表达式；RE2 不支持反向引用（%1）：请逐一写出各种可能</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression; RE2 has no atomic groups or possessive quantifiers (%1): remove them, RE2 does not backtrack</source>
        <translation>必须是有效的 RE2 正则表达式；RE2 不支持原子组和占有量词（%1）：请去掉它们，RE2 不会回溯</translation>
    </message>
    <message>
        <source>must be a valid RE2 regular expression: %1</source>
        <translation>必须是有效的 RE2 正则表达式：%1</translation>
    </message>
    <message>
        <source>must be a string or a list of strings</source>
        <translation>必须是字符串或字符串的列表</translation>
    </message>
    <message>
        <source>must be a list of strings</source>
        <translation>必须是字符串的列表</translation>
    </message>
    <message>
        <source>must be a number from %1 to %2</source>
        <translation>必须是 %1 到 %2 的数字</translation>
    </message>
    <message>
        <source>must be a number of at least %1</source>
        <translation>必须是不小于 %1 的数字</translation>
    </message>
    <message>
        <source>is not a known field; did you mean &quot;%1&quot;?</source>
        <translation>是未知字段；是否想写“%1”？</translation>
    </message>
    <message>
        <source>is not a known field; remove it</source>
        <translation>是未知字段；请将其删除</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1，第 %2 行：%3</translation>
    </message>
    <message>
        <source>%1, line %2, &quot;%3&quot;: %4</source>
        <translation>%1，第 %2 行，“%3”：%4</translation>
    </message>
    <message>
        <source>must be a JSON object, such as {&quot;prompt&quot;: &quot;2 + 2?&quot;, &quot;reference&quot;: &quot;4&quot;}</source>
        <translation>必须是 JSON 对象，例如 {&quot;prompt&quot;: &quot;2 + 2?&quot;, &quot;reference&quot;: &quot;4&quot;}</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>不能为空</translation>
    </message>
    <message>
        <source>must be an object of variables, such as {&quot;city&quot;: &quot;Paris&quot;}</source>
        <translation>必须是由变量组成的对象，例如 {&quot;city&quot;: &quot;Paris&quot;}</translation>
    </message>
    <message>
        <source>has more than one of &quot;prompt&quot;, &quot;messages&quot; and &quot;prompts&quot;; keep one</source>
        <translation>“prompt”“messages”和“prompts”有不止一个；请只保留一个</translation>
    </message>
    <message>
        <source>has neither &quot;prompt&quot; nor &quot;messages&quot; nor &quot;prompts&quot;; add one</source>
        <translation>没有“prompt”“messages”或“prompts”；请添加一个</translation>
    </message>
    <message>
        <source>must be a list of messages, such as [{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;Hello&quot;}]</source>
        <translation>必须是消息的列表，例如 [{&quot;role&quot;: &quot;user&quot;, &quot;content&quot;: &quot;Hello&quot;}]</translation>
    </message>
    <message>
        <source>must be an object with &quot;role&quot; (system, developer, user, assistant or tool) and &quot;content&quot;</source>
        <translation>必须是包含“role”（system、developer、user、assistant 或 tool）和“content”的对象</translation>
    </message>
    <message>
        <source>must be a string or a list of parts, each with a &quot;type&quot;</source>
        <translation>必须是字符串，或由带“type”的部分组成的列表</translation>
    </message>
    <message>
        <source>must be a list of assertions, such as [{&quot;type&quot;: &quot;contains&quot;, &quot;value&quot;: &quot;4&quot;}]</source>
        <translation>必须是断言的列表，例如 [{&quot;type&quot;: &quot;contains&quot;, &quot;value&quot;: &quot;4&quot;}]</translation>
    </message>
    <message>
        <source>must have at least one assertion with a weight greater than 0</source>
        <translation>必须至少有一个权重大于 0 的断言</translation>
    </message>
    <message>
        <source>has %1 templates; keep one, and use one dataset for each prompt</source>
        <translation>有 %1 个模板；请只保留一个，并为每个提示词使用单独的数据集</translation>
    </message>
    <message>
        <source>has an alias that cannot be resolved</source>
        <translation>有无法解析的别名</translation>
    </message>
    <message>
        <source>line %1 %2</source>
        <translation>第 %1 行%2</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>必须是对象</translation>
    </message>
    <message>
        <source>has the same field twice; remove one</source>
        <translation>有重复的字段；请删除其中一个</translation>
    </message>
    <message>
        <source>is in an object with more than %1 fields</source>
        <translation>所在的对象超过 %1 个字段</translation>
    </message>
    <message>
        <source>has several YAML documents; keep one</source>
        <translation>含有多个 YAML 文档；请只保留一个</translation>
    </message>
    <message>
        <source>is not valid YAML at line %1: %2</source>
        <translation>不是有效的 YAML，错误在第 %1 行：%2</translation>
    </message>
    <message>
        <source>equals the expected text</source>
        <translation>与预期文本相同</translation>
    </message>
    <message>
        <source>does not equal &quot;%1&quot;</source>
        <translation>与“%1”不同</translation>
    </message>
    <message>
        <source>contains &quot;%1&quot;</source>
        <translation>包含“%1”</translation>
    </message>
    <message>
        <source>does not contain &quot;%1&quot;</source>
        <translation>不包含“%1”</translation>
    </message>
    <message>
        <source>matches the regular expression</source>
        <translation>匹配该正则表达式</translation>
    </message>
    <message>
        <source>does not match the regular expression %1</source>
        <translation>不匹配正则表达式 %1</translation>
    </message>
    <message>
        <source>contains no number</source>
        <translation>不含数字</translation>
    </message>
    <message>
        <source>the last number is %1; expected: %2</source>
        <translation>最后一个数字是 %1；预期：%2</translation>
    </message>
    <message>
        <source>is valid against the JSON Schema</source>
        <translation>符合该 JSON Schema</translation>
    </message>
    <message>
        <source>has no value at %1</source>
        <translation>在 %1 处没有值</translation>
    </message>
    <message>
        <source>the value at %1 is %2; expected: %3</source>
        <translation>%1 处的值是 %2；预期：%3</translation>
    </message>
    <message>
        <source>was not measured for this answer</source>
        <translation>未对该回答进行测量</translation>
    </message>
    <message>
        <source>there is no usable result</source>
        <translation>没有可用的结果</translation>
    </message>
    <message>
        <source>is missing; &quot;%1&quot; requires it</source>
        <translation>缺失；“%1”需要它</translation>
    </message>
    <message>
        <source>is missing; &quot;%1&quot; requires it or the row&apos;s &quot;reference&quot;</source>
        <translation>缺失；“%1”需要它，或需要该行的“reference”</translation>
    </message>
    <message>
        <source>must be a list of strings: the program, then its arguments</source>
        <translation>必须是字符串的列表：先是程序，然后是它的参数</translation>
    </message>
    <message>
        <source>must be a string or a list of messages</source>
        <translation>必须是字符串或消息的列表</translation>
    </message>
    <message>
        <source>lacks the required property &quot;%1&quot;</source>
        <translation>缺少必需的属性“%1”</translation>
    </message>
    <message>
        <source>must be a list of strings without duplicates</source>
        <translation>必须是无重复的字符串列表</translation>
    </message>
    <message>
        <source>must be an object whose values are lists of strings without duplicates</source>
        <translation>必须是对象，其每个值都是无重复的字符串列表</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not supported, and ignoring it would change the result; use JSON Schema 2020-12 without dynamic references and &quot;unevaluated&quot; keywords</source>
        <translation>不支持“%1”，而忽略它会改变结果；请使用 JSON Schema 2020-12，不要使用动态引用和“unevaluated”关键字</translation>
    </message>
    <message>
        <source>must be a single value: promptfoo expands a list into several tests, which is not supported; write one test for each value</source>
        <translation>必须是单个值：promptfoo 会将列表展开为多个测试，这里不支持；请为每个值写一个测试</translation>
    </message>
    <message>
        <source>uses promptfoo&apos;s &quot;%1&quot;, which is not supported; write out the tests</source>
        <translation>使用了 promptfoo 的“%1”，这里不支持；请直接写出各个测试</translation>
    </message>
    <message>
        <source>has no &quot;tests&quot; list; tests in other files are not supported</source>
        <translation>没有“tests”列表；不支持其他文件中的测试</translation>
    </message>
    <message>
        <source>must be a non-empty string or a whole number</source>
        <translation>必须是非空字符串或整数</translation>
    </message>
    <message>
        <source>has neither &quot;reference&quot; nor &quot;assert&quot;, so its answer cannot be scored; add one</source>
        <translation>没有“reference”或“assert”，无法为其回答评分；请添加一个</translation>
    </message>
    <message>
        <source>has aliases that expand to too many values; write the values out or remove some</source>
        <translation>有展开后值过多的别名；请直接写出这些值，或删除一部分</translation>
    </message>
    <message>
        <source>has an object or a list as a field name; use a string</source>
        <translation>将对象或列表用作字段名；请使用字符串</translation>
    </message>
    <message>
        <source>is Markdown with a code block, not JSON</source>
        <translation>是带代码块的 Markdown，不是 JSON</translation>
    </message>
    <message>
        <source>%1; minimum: %2</source>
        <translation>%1；最小值：%2</translation>
    </message>
    <message>
        <source>%1; maximum: %2</source>
        <translation>%1；最大值：%2</translation>
    </message>
    <message>
        <source>short problems of arithmetic, logic and counting</source>
        <translation>简短的算术、逻辑和计数题</translation>
    </message>
    <message>
        <source>data from short texts as JSON that must match a schema</source>
        <translation>从短文本中提取数据，输出符合 schema 的 JSON</translation>
    </message>
    <message>
        <source>which tool to call with which arguments, or none</source>
        <translation>选择要调用的工具及其参数，或不调用工具</translation>
    </message>
    <message>
        <source>The report cannot be written: %1</source>
        <translation>无法写入报告：%1</translation>
    </message>
    <message>
        <source>Model &quot;%1&quot; cannot be evaluated at the moment: %2. Resume the run when this is fixed.</source>
        <translation>模型“%1”目前无法评测：%2。解决后请继续这次评测。</translation>
    </message>
    <message>
        <source>Assertions of type &quot;command&quot; need bubblewrap for their sandbox. Install the package &quot;bubblewrap&quot;, or remove them.</source>
        <translation>“command”类型的断言需要用 bubblewrap 作沙箱。请安装软件包“bubblewrap”，或删除这些断言。</translation>
    </message>
    <message>
        <source>Assertions of type &quot;command&quot; are not supported on this system, because there is no sandbox. Run the evaluation on Linux, or remove them.</source>
        <translation>此系统没有沙箱，不支持“command”类型的断言。请在 Linux 上运行评测，或删除这些断言。</translation>
    </message>
    <message>
        <source>The CSV file cannot be written: %1</source>
        <translation>无法写入 CSV 文件：%1</translation>
    </message>
    <message>
        <source>The evaluation run %1 cannot be used: %2</source>
        <translation>无法使用评测 %1：%2</translation>
    </message>
    <message>
        <source>The file %1 is not an evaluation run of Signalbox.</source>
        <translation>文件 %1 不是 Signalbox 的评测。</translation>
    </message>
    <message>
        <source>The evaluation run %1 is damaged. Delete it and start the run again.</source>
        <translation>评测 %1 已损坏。请删除它，重新开始评测。</translation>
    </message>
    <message>
        <source>There is no evaluation run %1.</source>
        <translation>没有评测 %1。</translation>
    </message>
    <message>
        <source>The evaluation run %1 was written by a newer version of Signalbox. Update Signalbox to use it.</source>
        <translation>评测 %1 由更新版本的 Signalbox 写入。请更新 Signalbox 后再使用。</translation>
    </message>
    <message>
        <source>The evaluation run %1 has no row %2, target %3, sample %4.</source>
        <translation>评测 %1 中没有第 %2 行、目标 %3、样本 %4。</translation>
    </message>
    <message>
        <source>The evaluation run %1 has no row %2 with the targets %3 and %4.</source>
        <translation>评测 %1 中没有带目标 %3 和 %4 的第 %2 行。</translation>
    </message>
    <message>
        <source>The id &quot;%1&quot; of an evaluation run must consist of letters, digits and hyphens.</source>
        <translation>评测的 ID“%1”只能由字母、数字和连字符组成。</translation>
    </message>
    <message>
        <source>An evaluation run needs at least one target, each only once, at least one sample and a concurrency of at least 1.</source>
        <translation>一次评测至少需要一个目标（每个只出现一次）、一个样本，并发数至少为 1。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be created: %2</source>
        <translation>无法创建文件夹 %1：%2</translation>
    </message>
    <message>
        <source>The evaluation run %1 exists already.</source>
        <translation>评测 %1 已存在。</translation>
    </message>
    <message>
        <source>The evaluation run %1 cannot be created: %2</source>
        <translation>无法创建评测 %1：%2</translation>
    </message>
    <message>
        <source>The evaluation run %1 has only %2 rows.</source>
        <translation>评测 %1 只有 %2 行。</translation>
    </message>
    <message>
        <source>The ids of %1 evaluation runs begin with &quot;%2&quot;: %3</source>
        <translation>有 %1 次评测的 ID 以“%2”开头：%3</translation>
    </message>
    <message>
        <source>There is no evaluation run &quot;%1&quot;. Run &quot;signalboxd eval list&quot; to see all.</source>
        <translation>没有评测“%1”。运行“signalboxd eval list”可查看全部。</translation>
    </message>
    <message>
        <source>There is no evaluation run &quot;%1&quot;; did you mean %2?</source>
        <translation>没有评测“%1”；是不是指 %2？</translation>
    </message>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>an experiment must have a name</source>
        <translation>实验必须有名称</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot;: a share must be a number of at least 0</source>
        <translation>实验“%1”：份额必须是不小于 0 的数</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot;: at least one share must be greater than 0</source>
        <translation>实验“%1”：至少一个份额必须大于 0</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot; must compare two different targets</source>
        <translation>实验“%1”必须比较两个不同的目标</translation>
    </message>
    <message>
        <source>the saved state of experiment &quot;%1&quot; is damaged; start a new experiment under another name</source>
        <translation>实验“%1”保存的状态已损坏；请用另一个名称开始新的实验</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot; was started with another measure or other targets; start a new experiment under another name</source>
        <translation>实验“%1”开始时用的是另一种度量或其他目标；请用另一个名称开始新的实验</translation>
    </message>
    <message>
        <source>the run is finished; nothing is left to ask</source>
        <translation>运行已完成，没有剩下的问题</translation>
    </message>
    <message>
        <source>no target of the run has a score yet</source>
        <translation>本次运行还没有任何目标得分</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is the best target, and not a model of a configured provider; if it is the model name of a route, use that route</source>
        <translation>最佳目标“%1”不是已配置供应商的模型；如果它是某条路由的模型名，请直接使用那条路由</translation>
    </message>
    <message>
        <source>a route &quot;%1&quot; exists already; choose another name</source>
        <translation>路由“%1”已存在；请换一个名称</translation>
    </message>
    <message>
        <source>route &quot;%1&quot; already serves the model &quot;%2&quot;; choose another model name</source>
        <translation>路由“%1”已提供模型“%2”；请换一个模型名</translation>
    </message>
    <message>
        <source>another program is already carrying out this run; end it first</source>
        <translation>另一个程序正在执行这次运行；请先结束它</translation>
    </message>
    <message>
        <source>cannot write the file %1</source>
        <translation>无法写入文件 %1</translation>
    </message>
    <message>
        <source>%1 has changed since the run began; restore it or start a new run</source>
        <translation>%1 在运行开始后已更改；请恢复它，或开始新的运行</translation>
    </message>
    <message>
        <source>%1 has invalid rows (%2); correct them or leave them out</source>
        <translation>%1 中有无效的行（%2 行）；请改正或略过它们</translation>
    </message>
    <message>
        <source>%1 has no valid row</source>
        <translation>%1 中没有有效的行</translation>
    </message>
    <message>
        <source>only a judge can score some of the answers; choose a model as the judge</source>
        <translation>有些回答只能由评判模型评分；请选择一个模型作为评判</translation>
    </message>
    <message>
        <source>the dataset runs programs to check answers; if you trust it, allow that</source>
        <translation>该数据集会运行程序来检查回答；如果信任它，请允许</translation>
    </message>
    <message>
        <source>the currency of a run that has begun cannot change</source>
        <translation>运行开始后不能更换货币</translation>
    </message>
    <message>
        <source>is missing; enter a name</source>
        <translation>缺失；请输入名称</translation>
    </message>
    <message>
        <source>must begin with a letter or a digit, and contain none of / \ : * ? &quot; &lt; &gt; |</source>
        <translation>必须以字母或数字开头，且不能包含 / \ : * ? &quot; &lt; &gt; |</translation>
    </message>
    <message>
        <source>is too long; use a shorter name</source>
        <translation>太长；请换一个较短的名称</translation>
    </message>
    <message>
        <source>is the name of another dataset; choose a different one</source>
        <translation>是另一个数据集的名称；请另选一个</translation>
    </message>
    <message>
        <source>the dataset has no rows; add one</source>
        <translation>数据集没有行；请添加一行</translation>
    </message>
    <message>
        <source>%1 already exists; choose another name</source>
        <translation>%1 已存在；请换一个名称</translation>
    </message>
    <message>
        <source>the run no longer exists</source>
        <translation>这次运行已不存在</translation>
    </message>
    <message>
        <source>Model &quot;%1&quot; counts as down after %2 failures in a row: %3. Its remaining requests were not sent and count as failed.</source>
        <translation>模型“%1”连续失败 %2 次，视为不可用：%3。其余的请求没有发送，计为失败。</translation>
    </message>
    <message>
        <source>only conversations and embeddings take part</source>
        <translation>只有对话和嵌入请求参加</translation>
    </message>
    <message>
        <source>it does not run; signalboxd experiment list says why</source>
        <translation>它没有运行；signalboxd experiment list 会说明原因</translation>
    </message>
    <message>
        <source>the target of arm %1 is disabled, or not available to this consumer</source>
        <translation>第 %1 组的目标已停用，或此调用方不能使用</translation>
    </message>
    <message>
        <source>the request takes no part in experiment &quot;%1&quot;: %2</source>
        <translation>该请求不参加实验“%1”：%2</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot; has ended: all requests go to arm %2 (%3), which was chosen as the winner</source>
        <translation>实验“%1”已结束：所有请求都发往第 %2 组（%3），它被选为胜者</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot; has a winner: all requests go to arm %2 (%3), which was shown to be better</source>
        <translation>实验“%1”已有胜者：所有请求都发往第 %2 组（%3），它已被证明更好</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot;: a request without a session is assigned by its own id, which it gets when it is sent: %2 % of them go to arm 0 (%3) and %4 % to arm 1 (%5)</source>
        <translation>实验“%1”：没有会话的请求按自己的 ID 分组，ID 在发送时才有：其中 %2 % 发往第 0 组（%3），%4 % 发往第 1 组（%5）</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot;: session &quot;%2&quot; is assigned to arm %3 (%4), as %5 % of sessions are</source>
        <translation>实验“%1”：会话“%2”分到第 %3 组（%4），%5 % 的会话都分到这一组</translation>
    </message>
    <message>
        <source>The saved state of experiment &quot;%1&quot; is damaged. It begins anew.</source>
        <translation>实验“%1”保存的状态已损坏。实验重新开始。</translation>
    </message>
    <message>
        <source>its saved state was damaged; it began anew at %1</source>
        <translation>保存的状态已损坏；已于 %1 重新开始</translation>
    </message>
    <message>
        <source>%1 is not a JSON object</source>
        <translation>%1 不是 JSON 对象</translation>
    </message>
    <message>
        <source>%1 has no list of experiments</source>
        <translation>%1 中没有实验的列表</translation>
    </message>
    <message>
        <source>%1 cannot be locked for writing</source>
        <translation>无法锁定 %1 以便写入</translation>
    </message>
    <message>
        <source>the run is in progress; stop it first</source>
        <translation>运行正在进行；请先停止它</translation>
    </message>
    <message>
        <source>too many answers were waiting for the judge</source>
        <translation>等待评判的回答太多</translation>
    </message>
    <message>
        <source>the gateway does not accept requests</source>
        <translation>网关不接受请求</translation>
    </message>
    <message>
        <source>judge %1 gave no readable score</source>
        <translation>评判模型 %1 没有给出可读的分数</translation>
    </message>
    <message>
        <source>judge %1 failed: %2</source>
        <translation>评判模型 %1 失败：%2</translation>
    </message>
    <message>
        <source>there is no rubric &quot;%1&quot;; &quot;signalboxd eval rubrics&quot; lists them</source>
        <translation>没有评分标准“%1”；signalboxd eval rubrics 会列出所有标准</translation>
    </message>
    <message>
        <source>answers that the judge has not scored: %1; the last one: %2</source>
        <translation>评判模型未评分的回答：%1 个；最近一个：%2</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot;: judge %2 gets the request and its answer, if no other answer of its session was scored before</source>
        <translation>实验“%1”：如果该会话还没有回答被评分，评判模型 %2 会收到此请求和它的回答</translation>
    </message>
    <message>
        <source>experiment &quot;%1&quot; was started with another judge or rubric; give the experiment a new name to compare by these</source>
        <translation>实验“%1”开始时用的是另一个评判模型或评分标准；要用现在的比较，请给实验起一个新名称</translation>
    </message>
    <message>
        <source>the baseline &quot;%1&quot; has none of the targets; choose a run with one of them</source>
        <translation>基准评测“%1”不包含任何一个目标；请选择至少包含其中一个目标的评测</translation>
    </message>
    <message>
        <source>the baseline &quot;%1&quot; has no row in common with the dataset; choose a run of the same dataset</source>
        <translation>基准评测“%1”与该数据集没有共同的行；请选择使用同一数据集的评测</translation>
    </message>
    <message>
        <source>Assertions of type &quot;command&quot; cannot be run in a sandbox here: %1. Bubblewrap 0.8, Linux 5.14 or later, user namespaces, prlimit and setpriv are needed; or remove them.</source>
        <translation>此处无法在沙箱中运行“command”类型的断言：%1。需要 Bubblewrap 0.8、Linux 5.14 或更高版本、用户命名空间、prlimit 和 setpriv；或者删除这些断言。</translation>
    </message>
    <message>
        <source>the embeddings cannot be compared</source>
        <translation>嵌入向量无法比较</translation>
    </message>
    <message>
        <source>the answer is empty</source>
        <translation>回答为空</translation>
    </message>
    <message>
        <source>the answer was cut off at a limit of its length that the limit for the costs demands, also after it was raised</source>
        <translation>为遵守费用上限，回答长度受限；放宽后回答仍被截断</translation>
    </message>
    <message>
        <source>Model &quot;%1&quot; cannot be evaluated at the moment: %2 Resume the run when this is fixed.</source>
        <translation>模型“%1”目前无法评测：%2解决后请继续这次评测。</translation>
    </message>
    <message>
        <source>Model &quot;%1&quot; counts as down after %2 failures in a row: %3 Its remaining requests were not sent and count as failed.</source>
        <translation>模型“%1”连续失败 %2 次，视为不可用：%3其余的请求没有发送，计为失败。</translation>
    </message>
    <message>
        <source>given up after %1 failures in a row; the last one: %2</source>
        <translation>连续失败 %1 次后放弃；最后一次：%2</translation>
    </message>
    <message>
        <source>took longer than %1 ms</source>
        <translation>用时超过 %1 毫秒</translation>
    </message>
    <message>
        <source>the sandbox could not be started: %1</source>
        <translation>无法启动沙箱：%1</translation>
    </message>
    <message>
        <source>the sandbox ended unexpectedly</source>
        <translation>沙箱意外终止</translation>
    </message>
    <message>
        <source>the command could not be run</source>
        <translation>无法运行该命令</translation>
    </message>
    <message>
        <source>ended by signal %1</source>
        <translation>被信号 %1 终止</translation>
    </message>
    <message>
        <source>exit status %1</source>
        <translation>退出状态 %1</translation>
    </message>
    <message>
        <source>commands are not supported on this system</source>
        <translation>此系统不支持运行命令</translation>
    </message>
    <message>
        <source>HTTP status %1</source>
        <translation>HTTP 状态码 %1</translation>
    </message>
    <message>
        <source>the answer contains no embedding</source>
        <translation>回答中没有嵌入向量</translation>
    </message>
    <message>
        <source>the answer is longer than %1 bytes</source>
        <translation>回答超过 %1 字节</translation>
    </message>
    <message>
        <source>the gateway did not respond: %1</source>
        <translation>网关没有响应：%1</translation>
    </message>
    <message>
        <source>the answer broke off: %1</source>
        <translation>回答中断：%1</translation>
    </message>
    <message>
        <source>the run has no judge</source>
        <translation>这次评测没有评判模型</translation>
    </message>
    <message>
        <source>the judge failed: %1</source>
        <translation>评判模型请求失败：%1</translation>
    </message>
    <message>
        <source>the judge&apos;s answer is not the requested JSON</source>
        <translation>评判模型的回答不是要求的 JSON</translation>
    </message>
    <message>
        <source>the run does not have this embedding model</source>
        <translation>这次评测没有这个嵌入模型</translation>
    </message>
    <message>
        <source>the embedding failed: %1</source>
        <translation>嵌入请求失败：%1</translation>
    </message>
    <message>
        <source>%1 equal tool calls in a row; has already acted on them</source>
        <translation>连续 %1 次相同的工具调用；已对此处理过</translation>
    </message>
    <message>
        <source>cannot write the backup: %1</source>
        <translation>无法写入备份：%1</translation>
    </message>
    <message>
        <source>its address is not an http or https URL</source>
        <translation>其中的地址不是 http 或 https 网址</translation>
    </message>
    <message>
        <source>its address must contain only a server and a path</source>
        <translation>其中的地址只能包含服务器和路径</translation>
    </message>
    <message>
        <source>it has a path; fields must follow &quot;?&quot;</source>
        <translation>其中有路径，而字段应写在“?”之后</translation>
    </message>
    <message>
        <source>it contains a key, and links are stored in histories and logs; revoke that key and paste a new one</source>
        <translation>其中含有密钥，而链接会留在历史记录和日志里；请吊销该密钥，再粘贴新的密钥</translation>
    </message>
    <message>
        <source>a field is repeated</source>
        <translation>有字段重复</translation>
    </message>
    <message>
        <source>its &quot;type&quot; is not a provider type</source>
        <translation>其中的“type”不是供应商类型</translation>
    </message>
    <message>
        <source>it has a field other than &quot;type&quot; and &quot;address&quot;</source>
        <translation>其中有“type”和“address”以外的字段</translation>
    </message>
    <message>
        <source>&quot;type&quot;, the provider type, is missing</source>
        <translation>缺少供应商类型“type”</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>链接太长</translation>
    </message>
    <message>
        <source>it does not begin with signalbox://</source>
        <translation>链接不以 signalbox:// 开头</translation>
    </message>
    <message>
        <source>it is not a well-formed address</source>
        <translation>链接的格式不正确</translation>
    </message>
    <message>
        <source>it must not contain a user, a port or a fragment</source>
        <translation>其中不能包含用户、端口或片段</translation>
    </message>
    <message>
        <source>its action must be &quot;open&quot; or &quot;provider&quot;</source>
        <translation>链接的操作必须是“open”或“provider”</translation>
    </message>
    <message>
        <source>that page does not exist</source>
        <translation>没有这个页面</translation>
    </message>
</context>
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
        <source>%1 %2</source>
        <comment>day of the year</comment>
        <extracomment>%1 is the day, %2 the month: its name in English, its number in Chinese</extracomment>
        <translation>%2 月 %1 日</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>day and time</comment>
        <translation>%1 %2</translation>
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
        <source>%Ln day(s) ago</source>
        <translation>
            <numerusform>%Ln 天前</numerusform>
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
    <message>
        <source>%1 %2</source>
        <comment>a day of another year</comment>
        <extracomment>%1 is a day such as &quot;20 Nov&quot;, %2 its year</extracomment>
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
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评测</translation>
    </message>
</context>
<context>
    <name>ProviderDraft</name>
    <message>
        <source>Use only letters, digits, - _ and .</source>
        <translation>只能使用字母、数字、-、_ 和 .</translation>
    </message>
    <message>
        <source>A key with this name already exists</source>
        <translation>已有同名的密钥</translation>
    </message>
    <message>
        <source>Paste the key here</source>
        <translation>在此粘贴密钥</translation>
    </message>
    <message>
        <source>Enter a variable name, such as DEEPSEEK_API_KEY</source>
        <translation>请输入变量名，例如 DEEPSEEK_API_KEY</translation>
    </message>
    <message>
        <source>Enter the absolute path of a file that only you can read</source>
        <translation>请输入文件的绝对路径，且该文件只有你能读取</translation>
    </message>
    <message>
        <source>Enter a name</source>
        <translation>请输入名称</translation>
    </message>
    <message>
        <source>A provider with this name already exists</source>
        <translation>已有同名的供应商</translation>
    </message>
    <message>
        <source>Enter a base URL, such as http://127.0.0.1:8000/v1</source>
        <translation>请填写 Base URL，例如 http://127.0.0.1:8000/v1</translation>
    </message>
    <message>
        <source>The base URL must start with http:// or https://</source>
        <translation>Base URL 必须以 http:// 或 https:// 开头</translation>
    </message>
    <message>
        <source>Required by the base URL</source>
        <translation>Base URL 需要此项</translation>
    </message>
    <message>
        <source>The keychain is not responding. It may be waiting for its password in another window</source>
        <translation>钥匙串没有响应，可能正在另一个窗口中等待输入密码</translation>
    </message>
    <message>
        <source>A key is a single line. Copy it again without the line break</source>
        <translation>密钥只有一行。请重新复制，不要带上换行</translation>
    </message>
    <message>
        <source>The passphrase must have at least 8 characters</source>
        <translation>口令至少要有 8 个字符</translation>
    </message>
    <message>
        <source>Wrong passphrase for the encrypted file</source>
        <translation>加密文件的口令不正确</translation>
    </message>
    <message>
        <source>The encrypted file is locked. Enter its passphrase</source>
        <translation>加密文件已锁定。请输入它的口令</translation>
    </message>
    <message>
        <source>The encrypted file cannot be used: %1</source>
        <translation>加密文件无法使用：%1</translation>
    </message>
    <message>
        <source>Choose a passphrase with at least 8 characters</source>
        <translation>请设置至少 8 个字符的口令</translation>
    </message>
    <message>
        <source>Enter the passphrase of the encrypted file</source>
        <translation>请输入加密文件的口令</translation>
    </message>
    <message>
        <source>The passphrases do not match</source>
        <translation>两次输入的口令不一致</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and try again, or store the key elsewhere: in an encrypted file, in memory, or in an environment variable</source>
        <translation>钥匙串已锁定。请解锁后重试，或把密钥保存到别处：加密文件、内存或环境变量</translation>
    </message>
    <message>
        <source>No keychain is available. Store the key elsewhere: in an encrypted file with a passphrase, in memory, or in an environment variable</source>
        <translation>没有可用的钥匙串。请把密钥保存到别处：带口令的加密文件、内存或环境变量</translation>
    </message>
    <message>
        <source>The keychain refused to store the key. Allow access, or store the key elsewhere: in an encrypted file, in memory, or in an environment variable</source>
        <translation>钥匙串拒绝保存密钥。请允许访问，或把密钥保存到别处：加密文件、内存或环境变量</translation>
    </message>
    <message>
        <source>The provider was changed elsewhere while this dialog was open. Close the dialog and edit the provider again.</source>
        <translation>此对话框打开期间，该供应商已在别处被修改。请关闭对话框后重新编辑。</translation>
    </message>
    <message>
        <source>This contains a key or password, which would be stored in plain text. Enter keys in the key field</source>
        <translation>其中含有密钥或密码，会以明文保存。请把密钥填入密钥字段</translation>
    </message>
    <message numerus="yes">
        <source>At most %Ln character(s)</source>
        <translation>
            <numerusform>最多 %Ln 个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>This name is not valid. Use only letters, digits, - _ and .</source>
        <translation>名称无效。只能使用字母、数字、-、_ 和 .</translation>
    </message>
    <message>
        <source>This base URL is not valid. Use the form https://host/v1, without user name, password or fragment (#)</source>
        <translation>Base URL 无效。请使用 https://主机/v1 的形式，不含用户名、密码和片段（#）</translation>
    </message>
    <message>
        <source>This key is not valid. Paste it again, or choose another place under “Stored in”</source>
        <translation>此密钥无效。请重新粘贴，或在“保存在”中选择其他位置</translation>
    </message>
    <message>
        <source>This value is not valid. Copy it again from the provider’s console</source>
        <translation>此值无效。请从供应商控制台重新复制</translation>
    </message>
    <message>
        <source>This looks like a key. Enter a variable name, such as DEEPSEEK_API_KEY. To enter the key itself, choose another place under “Stored in”</source>
        <translation>这看起来是密钥。此处应填写变量名，例如 DEEPSEEK_API_KEY；要输入密钥本身，请在“保存在”中选择其他位置</translation>
    </message>
    <message>
        <source>This is the base URL of Signalbox itself. Enter the provider&apos;s base URL</source>
        <translation>这是 Signalbox 自己的 Base URL。请填写供应商的 Base URL</translation>
    </message>
    <message>
        <source>The provider was removed from the configuration while this dialog was open. Close the dialog and add the provider again if you need it.</source>
        <translation>此对话框打开期间，该供应商已从配置中移除。如仍需要，请关闭对话框后重新添加。</translation>
    </message>
    <message>
        <source>The key is in quotes. Remove them</source>
        <translation>密钥带有引号。请去掉引号</translation>
    </message>
    <message>
        <source>This is a NAME=VALUE line. Enter only the value</source>
        <translation>这是一行 NAME=VALUE。请只输入值</translation>
    </message>
    <message>
        <source>The port “%1” is not valid. Use a number from 1 to 65535</source>
        <translation>端口“%1”无效。请使用 1 到 65535 之间的数字</translation>
    </message>
</context>
<context>
    <name>app::DesktopSession</name>
    <message>
        <source>Signalbox is still running in the tray</source>
        <translation>Signalbox 仍在托盘中运行</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>title and text of a notice</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Signalbox, started at %1, ended unexpectedly. Requests in progress were interrupted.</source>
        <translation>于 %1 启动的 Signalbox 意外退出，进行中的请求已中断。</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <source>Signalbox ended unexpectedly</source>
        <translation>Signalbox 意外退出</translation>
    </message>
    <message>
        <source>The encrypted key file is locked. Providers with keys in it are skipped.</source>
        <translation>加密密钥文件已锁定，密钥存放在其中的供应商会被跳过。</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
    <message>
        <source>The configuration is from a newer version</source>
        <translation>配置来自更新的版本</translation>
    </message>
    <message>
        <source>%1 was written by a newer version of Signalbox. This version can use it read-only. Settings it does not know, such as a rule or a limit, have no effect.</source>
        <translation>%1 由更新版本的 Signalbox 写成。当前版本只能以只读方式使用它，不认识的设置（例如某条规则或限制）不起作用。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Restore an older version…</source>
        <translation>恢复较早的版本…</translation>
    </message>
    <message>
        <source>Continue read-only</source>
        <translation>以只读方式继续</translation>
    </message>
    <message>
        <source>Signalbox ended before your JSON edits were saved. Your text was kept.</source>
        <translation>Signalbox 退出时，JSON 编辑内容尚未保存。文本已保留。</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The keychain is locked. Providers with keys in it are skipped.</source>
        <translation>钥匙串已锁定，密钥存放在其中的供应商会被跳过。</translation>
    </message>
    <message>
        <source>This desktop has no tray. Closing the window minimises it.</source>
        <translation>此桌面没有托盘，关闭窗口时会将其最小化。</translation>
    </message>
    <message>
        <source>%1 To get a tray on GNOME, install the extension “AppIndicator and KStatusNotifierItem Support”.</source>
        <translation>%1在 GNOME 上安装扩展“AppIndicator and KStatusNotifierItem Support”即可使用托盘。</translation>
    </message>
    <message>
        <source>The keys are in %1, which is not responding; only %2 is available. Providers with keys in %1 are skipped.</source>
        <translation>密钥在 %1 中，但它没有响应；目前只有 %2 可用。密钥存放在 %1 中的供应商会被跳过。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Clients can still connect. To quit, use the tray menu. To change what closing the window does, see Settings, General.</source>
        <translation>客户端仍可连接。要退出，请使用托盘菜单。关闭窗口时的行为可在“设置”的“通用”中更改。</translation>
    </message>
</context>
<context>
    <name>app::LinkFlow</name>
    <message>
        <source>Link not opened: %1.</source>
        <translation>未打开链接：%1。</translation>
    </message>
    <message>
        <source>A link asks to open the page “%1”</source>
        <translation>有链接请求打开页面“%1”</translation>
    </message>
    <message>
        <source>Another program, such as a browser, opened this link. It changes only the page shown in this window.</source>
        <translation>该链接由另一个程序（例如浏览器）打开，只会切换此窗口显示的页面。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show %1</source>
        <comment>the title of a page</comment>
        <translation>显示“%1”</translation>
    </message>
    <message>
        <source>Link not opened: provider “%1” is not in the catalog.</source>
        <translation>未打开链接：目录中没有供应商“%1”。</translation>
    </message>
    <message>
        <source>Link not opened: answer the question about the previous link first.</source>
        <translation>未打开链接：请先处理上一个链接的询问。</translation>
    </message>
</context>
<context>
    <name>app::NoticeBundles</name>
    <message numerus="yes">
        <source>The keys of %Ln provider(s) are rejected</source>
        <translation>
            <numerusform>%Ln 个供应商的密钥被拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The keys of %Ln provider(s) cannot be used</source>
        <translation>
            <numerusform>%Ln 个供应商的密钥无法使用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln first choice(s) available again</source>
        <translation>
            <numerusform>%Ln 个首选恢复可用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Fallbacks are in use for %Ln provider(s)</source>
        <translation>
            <numerusform>%Ln 个供应商正由备用代替</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s) in use again</source>
        <translation>
            <numerusform>%Ln 个供应商恢复使用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s) cooling down after failures</source>
        <translation>
            <numerusform>%Ln 个供应商因失败进入冷却</numerusform>
        </translation>
    </message>
    <message>
        <source>See Routes for the current targets.</source>
        <translation>当前的目标见“路由”页面。</translation>
    </message>
    <message>
        <source>See Providers for details.</source>
        <translation>详情见“供应商”页面。</translation>
    </message>
</context>
<context>
    <name>app::NoticeRules</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Mute these notifications</source>
        <translation>不再显示此类通知</translation>
    </message>
    <message>
        <source>A fallback is in use</source>
        <translation>正在使用备用</translation>
    </message>
    <message>
        <source>A key was rejected</source>
        <translation>密钥被拒绝</translation>
    </message>
    <message>
        <source>The keychain is locked</source>
        <translation>钥匙串已锁定</translation>
    </message>
    <message>
        <source>A key cannot be used</source>
        <translation>密钥无法使用</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>%1: %2 of a quota used</source>
        <translation>%1：配额已用 %2</translation>
    </message>
    <message>
        <source>Key “%1”, %2; resets at %3</source>
        <translation>密钥“%1”，%2；%3 重置</translation>
    </message>
    <message>
        <source>Key “%1”, %2</source>
        <translation>密钥“%1”，%2</translation>
    </message>
    <message>
        <source>The keychain is not responding</source>
        <translation>钥匙串没有响应</translation>
    </message>
    <message>
        <source>No keychain available</source>
        <translation>没有可用的钥匙串</translation>
    </message>
    <message>
        <source>Providers with keys in it are skipped until the keys can be read.</source>
        <translation>在能读取密钥之前，密钥存放在其中的供应商会被跳过。</translation>
    </message>
    <message>
        <source>The encrypted key file is locked</source>
        <translation>加密密钥文件已锁定</translation>
    </message>
    <message>
        <source>The HTTPS certificate has expired</source>
        <translation>HTTPS 证书已过期</translation>
    </message>
    <message>
        <source>The HTTPS certificate expires soon</source>
        <translation>HTTPS 证书即将过期</translation>
    </message>
    <message>
        <source>It expired on %1. Clients refuse to connect until you replace the certificate file.</source>
        <translation>证书已于 %1过期。在替换证书文件之前，客户端会拒绝连接。</translation>
    </message>
    <message>
        <source>It expires on %1. Replace the certificate file; it is reloaded within a day or at the next start.</source>
        <translation>证书将于 %1过期。请替换证书文件，一天之内或下次启动时会重新加载。</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>how much of a budget; when it begins anew</comment>
        <translation>%1；%2</translation>
    </message>
    <message>
        <source>%1: quota available again</source>
        <translation>%1：配额恢复可用</translation>
    </message>
    <message>
        <source>Key “%1”, %2: %3 of %4 left</source>
        <translation>密钥“%1”，%2：剩余 %3 / %4</translation>
    </message>
    <message>
        <source>No requests are served. If this continues, restart Signalbox from its window.</source>
        <translation>当前不处理任何请求。如果持续如此，请在窗口中重启 Signalbox。</translation>
    </message>
    <message>
        <source>The keys are in another keychain</source>
        <translation>密钥在另一个钥匙串里</translation>
    </message>
    <message>
        <source>The first choice is available again</source>
        <translation>首选恢复可用</translation>
    </message>
    <message>
        <source>Cooling down until %1.</source>
        <translation>冷却至 %1。</translation>
    </message>
    <message>
        <source>It was skipped since %1.</source>
        <translation>自 %1 起一直被跳过。</translation>
    </message>
    <message>
        <source>Signalbox update</source>
        <translation>Signalbox 有新版本</translation>
    </message>
    <message>
        <source>A conversation may be in a loop</source>
        <translation>某个对话可能陷入循环</translation>
    </message>
</context>
<context>
    <name>app::Notices</name>
    <message>
        <source>Raise to %1 for today</source>
        <translation>今天提高到 %1</translation>
    </message>
    <message>
        <source>When reached, use %1</source>
        <translation>达到上限时改用 %1</translation>
    </message>
</context>
<context>
    <name>app::PortalAutostart</name>
    <message>
        <source>Provides AI models to the clients on this machine</source>
        <translation>为本机的客户端提供 AI 模型</translation>
    </message>
    <message>
        <source>the system did not allow it</source>
        <translation>系统没有允许</translation>
    </message>
</context>
<context>
    <name>app::QuitFlow</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore their settings</source>
        <translation>恢复它们的设置</translation>
    </message>
    <message>
        <source>Quit without changes</source>
        <translation>不更改并退出</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) still point(s) at Signalbox</source>
        <translation>
            <numerusform>有 %Ln 个客户端仍指向 Signalbox</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 will not work until Signalbox runs again, unless you restore the original settings.</source>
        <translation>
            <numerusform>%1 在 Signalbox 再次运行之前无法工作，除非恢复原来的设置。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) could not be restored</source>
        <translation>
            <numerusform>有 %Ln 个客户端未能恢复</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit anyway</source>
        <translation>仍然退出</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>tool and why it was not written</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Always quit without changing clients’ settings, and do not ask again</source>
        <translation>以后退出时始终保留这些客户端的设置，不再询问</translation>
    </message>
</context>
<context>
    <name>app::RouteMenu</name>
    <message>
        <source>not set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>no usable key</source>
        <translation>没有可用的密钥</translation>
    </message>
    <message>
        <source>back in %1</source>
        <translation>%1后恢复</translation>
    </message>
    <message>
        <source>%1 · serving now</source>
        <translation>%1 · 正在服务</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>names of models, route</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>awaiting approval</source>
        <translation>等待批准</translation>
    </message>
</context>
<context>
    <name>app::TrayMenu</name>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
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
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln 个请求进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>Today: %1</source>
        <translation>今天：%1</translation>
    </message>
    <message>
        <source>Resume (automatic at %1)</source>
        <translation>恢复（%1 自动恢复）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>what happened, when</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Recent events</source>
        <translation>最近事件</translation>
    </message>
    <message numerus="yes">
        <source>Recent events (%Ln new)</source>
        <translation>
            <numerusform>最近事件（%Ln 条新）</numerusform>
        </translation>
    </message>
    <message>
        <source>Show problem…</source>
        <translation>查看问题…</translation>
    </message>
    <message>
        <source>HTTPS (ends in /v1)</source>
        <translation>HTTPS（以 /v1 结尾）</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>For 15 minutes</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>Until restart</source>
        <translation>直到重新启动</translation>
    </message>
    <message>
        <source>No events yet</source>
        <translation>还没有事件</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Check for updates…</source>
        <translation>检查更新…</translation>
    </message>
    <message>
        <source>Limit %1</source>
        <comment>name, share used, limit</comment>
        <translation>限额 %1</translation>
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
    <message>
        <source>estimated</source>
        <comment>the hatched parts of a chart</comment>
        <translation>估算</translation>
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
        <source>Requests are distributed by weight; a key with weight 0 is used only when the others fail</source>
        <translation>请求按权重分配；权重为 0 的密钥只在其他密钥失败时使用</translation>
    </message>
    <message>
        <source>Add a key for %1</source>
        <translation>为 %1 添加密钥</translation>
    </message>
    <message>
        <source>Replace a key of %1</source>
        <translation>替换 %1 的密钥</translation>
    </message>
    <message>
        <source>Replace key</source>
        <translation>替换密钥</translation>
    </message>
    <message>
        <source>paste the new key here</source>
        <translation>在此粘贴新密钥</translation>
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
        <source>Provider catalog</source>
        <translation>供应商目录</translation>
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
        <source>Add %1</source>
        <translation>添加 %1</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>再次测试</translation>
    </message>
    <message numerus="yes">
        <source>%1 provider(s)</source>
        <translation>
            <numerusform>%1 个供应商</numerusform>
        </translation>
    </message>
    <message>
        <source>You can add any OpenAI-compatible server as “%1”</source>
        <translation>任何兼容 OpenAI 的服务器都可以作为“%1”添加</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>使用 %1</translation>
    </message>
    <message>
        <source>Search by name, model or URL</source>
        <translation>按名称、模型或 URL 搜索</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::AllSettingsLink</name>
    <message>
        <source>All settings…</source>
        <translation>全部设置…</translation>
    </message>
    <message>
        <source>Opens a form with every setting</source>
        <translation>打开包含所有设置的表单</translation>
    </message>
    <message>
        <source>Save and open all settings…</source>
        <translation>保存并打开全部设置…</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ConsumerDialog</name>
    <message>
        <source>Add a consumer</source>
        <translation>添加调用方</translation>
    </message>
    <message>
        <source>Create a key for “%1”</source>
        <translation>为“%1”创建密钥</translation>
    </message>
    <message>
        <source>Add consumer</source>
        <translation>添加调用方</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>创建密钥</translation>
    </message>
    <message>
        <source>such as the name of a client</source>
        <translation>例如客户端的名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永不过期</translation>
    </message>
    <message>
        <source>in 30 days</source>
        <translation>30 天后</translation>
    </message>
    <message>
        <source>in 90 days</source>
        <translation>90 天后</translation>
    </message>
    <message>
        <source>in a year</source>
        <translation>一年后</translation>
    </message>
    <message>
        <source>on a date…</source>
        <translation>指定日期…</translation>
    </message>
    <message>
        <source>Key expires</source>
        <translation>密钥到期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::EditConsumerDialog</name>
    <message>
        <source>Edit “%1”</source>
        <translation>编辑“%1”</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Earlier requests keep the old name</source>
        <translation>此前的请求仍归在旧名称下</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The consumer was changed elsewhere while this dialog was open. Close the dialog and edit the consumer again.</source>
        <translation>对话框打开期间，调用方在别处被修改了。请关闭对话框，再重新编辑。</translation>
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
        <source>custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>The provider’s cooldown settings define how many failures</source>
        <translation>失败次数由供应商的冷却设置决定</translation>
    </message>
    <message>
        <source>Used when the provider reports no time; doubles with each consecutive cooldown</source>
        <translation>用于供应商未报告时长的情况；连续冷却时每次加倍</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Cooldown of</source>
        <translation>冷却对象</translation>
    </message>
    <message>
        <source>When</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>Initial cooldown</source>
        <translation>初始冷却时间</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>The class was changed elsewhere while this dialog was open. Close the dialog and edit the class again.</source>
        <translation>此对话框打开期间，该类别已在别处被修改。请关闭对话框后重新编辑。</translation>
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
        <source>one per line; any match is enough</source>
        <translation>每行一个，匹配任意一个即可</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Failure class</source>
        <translation>失败类别</translation>
    </message>
    <message>
        <source>Statuses</source>
        <translation>状态码</translation>
    </message>
    <message>
        <source>Words in response</source>
        <translation>响应中的词</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Cooldown of</source>
        <translation>冷却对象</translation>
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
    <name>ui::dialogs::HolderStop</name>
    <message>
        <source>Stop %1…</source>
        <comment>a program</comment>
        <translation>停止 %1…</translation>
    </message>
    <message>
        <source>Stop %1?</source>
        <comment>a program</comment>
        <translation>停止 %1？</translation>
    </message>
    <message>
        <source>Process %1 will be asked to stop. Its work is interrupted, and unsaved data may be lost.</source>
        <translation>将请求进程 %1 结束。它正在进行的工作会中断，未保存的数据可能丢失。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop process</source>
        <translation>停止进程</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ImportLinkDialog</name>
    <message>
        <source>A link asks to add a provider</source>
        <translation>有链接请求添加供应商</translation>
    </message>
    <message>
        <source>Continue to %1</source>
        <translation>继续添加 %1</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>This differs from the address in the catalog, %1. Requests and the key you paste are sent to %2.</source>
        <translation>此地址与目录中的地址 %1 不同。请求和你粘贴的密钥会发送到 %2。</translation>
    </message>
    <message>
        <source>Requests and the key you paste are sent to %1.</source>
        <translation>请求和你粘贴的密钥会发送到 %1。</translation>
    </message>
    <message>
        <source>The address starts with http://, so they are sent unencrypted. Anyone on the network path can read the key.</source>
        <translation>地址以 http:// 开头，因此以未加密方式发送，网络途中的任何人都能读到密钥。</translation>
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
        <source>Stored in</source>
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
    <message>
        <source>Memory, until quit</source>
        <translation>内存，到退出为止</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Repeat passphrase</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>The key is not written to disk. You have to enter it again after each start.</source>
        <translation>密钥不会写入磁盘，每次启动后需要重新输入。</translation>
    </message>
    <message>
        <source>Only you can read it. You enter the passphrase at each start; a lost passphrase cannot be recovered.</source>
        <translation>只有你能读取它。每次启动时需要输入口令；口令丢失后无法找回。</translation>
    </message>
    <message>
        <source>The encrypted file is locked. Enter its passphrase to unlock it until Signalbox quits.</source>
        <translation>加密文件已锁定。输入口令即可解锁，直到 Signalbox 退出。</translation>
    </message>
    <message>
        <source>System keychain (not available)</source>
        <translation>系统钥匙串（不可用）</translation>
    </message>
    <message>
        <source>Encrypted file</source>
        <translation>加密文件</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::KeychainDialog</name>
    <message>
        <source>The keys are in %1</source>
        <translation>密钥在 %1 里</translation>
    </message>
    <message>
        <source>Your keys are stored in %1, which is not responding. %2 does not contain them. They are read as soon as %1 runs. If you switch to %2, enter them again; those in %1 are kept.</source>
        <translation>密钥保存在 %1 中，但它没有响应。%2 中没有这些密钥。%1 运行后会自动读取。如果改用 %2，请重新输入密钥；%1 中的密钥会保留。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Use %1</source>
        <comment>a keychain</comment>
        <translation>使用 %1</translation>
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
        <source>System</source>
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
    <name>ui::dialogs::NewKeyDialog</name>
    <message>
        <source>Key for “%1”</source>
        <translation>“%1”的密钥</translation>
    </message>
    <message>
        <source>Copy key</source>
        <translation>复制密钥</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Key copied to the clipboard</source>
        <translation>密钥已复制到剪贴板</translation>
    </message>
    <message>
        <source>The key is not copied yet. If you close again, it is lost.</source>
        <translation>密钥尚未复制。再次关闭后将无法找回。</translation>
    </message>
    <message>
        <source>The key is shown only once. Signalbox stores only its fingerprint. Copy it now, and use it for this client only.</source>
        <translation>密钥只显示一次，Signalbox 只保存它的哈希值。请现在复制，并且只用于这个客户端。</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::PortDialog</name>
    <message>
        <source>Port in use</source>
        <translation>端口被占用</translation>
    </message>
    <message>
        <source>Use this port</source>
        <translation>使用此端口</translation>
    </message>
    <message>
        <source>Trying port %1…</source>
        <translation>正在试用端口 %1…</translation>
    </message>
    <message>
        <source>Try port %1 again</source>
        <translation>再试端口 %1</translation>
    </message>
    <message>
        <source>Other port</source>
        <translation>其他端口</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Checking which program uses port %1…</source>
        <translation>正在查看占用端口 %1 的程序…</translation>
    </message>
    <message>
        <source>Port %1 is free now.</source>
        <translation>端口 %1 现在空闲。</translation>
    </message>
    <message>
        <source>Update the address in: %1</source>
        <translation>更新以下客户端中的地址：%1</translation>
    </message>
    <message>
        <source>Each file is backed up first. You can restore it on the Clients page.</source>
        <translation>每个文件都会先备份，可在“客户端”页恢复。</translation>
    </message>
    <message>
        <source>Port %1 is free. Update these clients manually: %2</source>
        <translation>端口 %1 空闲。以下客户端需要手动更新：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>tool and why it was not written</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Signalbox now uses the new port, but not every client was updated. %1</source>
        <translation>Signalbox 已改用新端口，但部分客户端未更新。%1</translation>
    </message>
    <message>
        <source>Waiting for %1 to end…</source>
        <translation>正在等待 %1 结束…</translation>
    </message>
    <message>
        <source>%1 is still running. End it yourself, or use another port.</source>
        <translation>%1 仍在运行。请自行结束它，或使用其他端口。</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ProviderForm</name>
    <message numerus="yes">
        <source>%Ln model(s)</source>
        <translation>
            <numerusform>%Ln 个模型</numerusform>
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
        <source>Test passed</source>
        <translation>测试通过</translation>
    </message>
    <message>
        <source>The key works: %1</source>
        <translation>密钥可用：%1</translation>
    </message>
    <message>
        <source>Test passed: %1</source>
        <translation>测试通过：%1</translation>
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
        <source>%1 protocol</source>
        <translation>%1 协议</translation>
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
    <message>
        <source>not found; paste it again</source>
        <translation>找不到密钥，请重新粘贴</translation>
    </message>
    <message>
        <source>not readable; paste it again</source>
        <translation>无法读取密钥，请重新粘贴</translation>
    </message>
    <message>
        <source>Key “%1”; the others are in the list of keys</source>
        <translation>密钥“%1”；其他密钥在密钥列表中</translation>
    </message>
    <message>
        <source>%1
The base URL did not work as entered. “/v1” was added to it.</source>
        <comment>the result of a test</comment>
        <translation>%1
填写的 Base URL 不可用，已自动补上“/v1”。</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Base URL</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::QuitDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Wait and quit</source>
        <translation>等待并退出</translation>
    </message>
    <message>
        <source>Quit Signalbox</source>
        <translation>退出 Signalbox</translation>
    </message>
    <message numerus="yes">
        <source>Waiting for %Ln request(s) to end</source>
        <translation>
            <numerusform>正在等待 %Ln 个请求结束</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) in progress</source>
        <translation>
            <numerusform>%Ln 个请求正在进行</numerusform>
        </translation>
    </message>
    <message>
        <source>Requests still running after %1 are cancelled. New requests are rejected.</source>
        <translation>%1后仍未完成的请求会被取消。新请求会被拒绝。</translation>
    </message>
    <message>
        <source>Signalbox quits when all requests have completed. Wait for up to %1, or cancel them now.</source>
        <translation>所有请求完成后 Signalbox 就会退出。可以最多等待 %1，也可以立即取消它们。</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::RouteDialog</name>
    <message>
        <source>Add a route</source>
        <translation>添加路由</translation>
    </message>
    <message>
        <source>Add route</source>
        <translation>添加路由</translation>
    </message>
    <message>
        <source>such as gpt-4o, gpt-4o*, *-mini; empty: any</source>
        <translation>例如 gpt-4o、gpt-4o*、*-mini；留空：任何</translation>
    </message>
    <message>
        <source>No spaces or slashes; used in usage and in the log</source>
        <translation>不含空格和斜杠；用于用量和日志</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Model names</source>
        <translation>模型名</translation>
    </message>
    <message>
        <source>First target</source>
        <translation>第一个目标</translation>
    </message>
    <message>
        <source>Upstream model</source>
        <translation>上游模型</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任何</translation>
    </message>
    <message>
        <source>Consumer names; “anonymous” matches callers without a key</source>
        <translation>调用方的名称；anonymous 表示没有密钥的调用方</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Add a provider on the Providers page first</source>
        <translation>请先在“供应商”页添加供应商</translation>
    </message>
    <message>
        <source>Add a route before “%1”</source>
        <translation>在“%1”之前添加路由</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::RouteForm</name>
    <message>
        <source>The route was removed or renamed while this dialog was open. Close the dialog and edit or add the route again.</source>
        <translation>此对话框打开期间，该路由已被移除或重命名。请关闭后重新编辑或添加。</translation>
    </message>
    <message>
        <source>The route was changed elsewhere while this dialog was open. Close the dialog and edit the route again.</source>
        <translation>此对话框打开期间，该路由已在别处被修改。请关闭对话框后重新编辑。</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::ScopeFields</name>
    <message>
        <source>Allowed routes</source>
        <translation>允许的路由</translation>
    </message>
    <message>
        <source>None selected: all routes are allowed</source>
        <translation>不选则允许所有路由</translation>
    </message>
    <message>
        <source>empty: all; or names separated by commas</source>
        <translation>留空为全部；多个名称用逗号分隔</translation>
    </message>
    <message>
        <source>Allowed models</source>
        <translation>允许的模型</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::TargetChoice</name>
    <message>
        <source>%1 (disabled)</source>
        <comment>a provider</comment>
        <translation>%1（已停用）</translation>
    </message>
    <message>
        <source>requested model</source>
        <translation>请求的模型</translation>
    </message>
    <message>
        <source>%1 (not configured)</source>
        <comment>a provider</comment>
        <translation>%1（未配置）</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::TargetDialog</name>
    <message>
        <source>Add a target to “%1”</source>
        <translation>为“%1”添加目标</translation>
    </message>
    <message>
        <source>Edit a target of “%1”</source>
        <translation>编辑“%1”的目标</translation>
    </message>
    <message>
        <source>Add target</source>
        <translation>添加目标</translation>
    </message>
    <message>
        <source>Save target</source>
        <translation>保存目标</translation>
    </message>
    <message>
        <source>Higher priorities are tried first; targets with the same priority share requests</source>
        <translation>优先级高的先尝试；同一优先级的目标分担请求</translation>
    </message>
    <message>
        <source>Share among targets with the same priority; 0: not used</source>
        <translation>在同一优先级的目标中所占的份额；0 表示不使用</translation>
    </message>
    <message>
        <source>Before all other targets, regardless of priority</source>
        <translation>排在所有其他目标之前，不受优先级限制</translation>
    </message>
    <message>
        <source>Changes to the request, as JSON: set, default, remove, rename. They override the provider’s</source>
        <translation>对请求的更改，JSON 格式：set、default、remove、rename。覆盖供应商的设置</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Upstream model</source>
        <translation>上游模型</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Pin to top</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Request parameters</source>
        <translation>请求参数</translation>
    </message>
    <message>
        <source>Add a provider on the Providers page first</source>
        <translation>请先在“供应商”页添加供应商</translation>
    </message>
    <message>
        <source>The target was removed or replaced while this dialog was open. Close the dialog and add the target again if you need it.</source>
        <translation>此对话框打开期间，该目标已被移除或替换。如仍需要，请关闭后重新添加。</translation>
    </message>
    <message>
        <source>“%1” is a parameter of the request: put it inside “default” to use it if the client sends none, or inside “set” to use it always, such as {&quot;default&quot;: {&quot;%1&quot;: %2}}</source>
        <comment>name, value</comment>
        <translation>“%1”是请求参数：客户端未发送时才使用，请放进“default”；始终使用，请放进“set”。例如 {&quot;default&quot;: {&quot;%1&quot;: %2}}</translation>
    </message>
</context>
<context>
    <name>ui::dialogs::UnlockDialog</name>
    <message>
        <source>Unlock the encrypted key file</source>
        <translation>解锁加密密钥文件</translation>
    </message>
    <message>
        <source>Unlock keys</source>
        <translation>解锁密钥</translation>
    </message>
    <message>
        <source>The file stays unlocked until Signalbox quits. While it is locked, providers with keys in it are skipped.</source>
        <translation>解锁后一直有效，直到 Signalbox 退出。文件锁定时，密钥存放在其中的供应商会被跳过。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Enter the passphrase</source>
        <translation>请输入口令</translation>
    </message>
</context>
<context>
    <name>ui::fields::AuthorityFiles</name>
    <message>
        <source>%1 is a folder. Choose a file in it, or set SSL_CERT_DIR to the folder.</source>
        <translation>%1 是文件夹。请选择其中的文件，或将 SSL_CERT_DIR 设为该文件夹。</translation>
    </message>
    <message>
        <source>The file cannot be read. Make it readable for your account.</source>
        <translation>无法读取该文件。请让你的账户有权读取。</translation>
    </message>
    <message>
        <source>The file is saved as UTF-16. Save it as UTF-8.</source>
        <translation>该文件以 UTF-16 保存。请将它保存为 UTF-8。</translation>
    </message>
    <message>
        <source>%1 is not a regular file. Choose a file with certificates in PEM format.</source>
        <translation>%1 不是普通文件。请选择含有 PEM 格式证书的文件。</translation>
    </message>
    <message>
        <source>The file contains a certificate in DER format. Convert it to PEM: %1</source>
        <translation>该文件是 DER 格式的证书。请将它转换为 PEM：%1</translation>
    </message>
    <message>
        <source>The file contains a PKCS#7 bundle. Convert it to PEM: %1</source>
        <translation>该文件是 PKCS#7 证书包。请将它转换为 PEM：%1</translation>
    </message>
    <message>
        <source>The file contains a PKCS#12 archive. Convert it to PEM: %1</source>
        <translation>该文件是 PKCS#12 归档。请将它转换为 PEM：%1</translation>
    </message>
    <message>
        <source>The file contains a private key but no certificate. Choose the file with the certificate.</source>
        <translation>该文件只有私钥，没有证书。请选择含有证书的文件。</translation>
    </message>
    <message>
        <source>The file contains a certificate request but no certificate. Choose the certificate of the certificate authority.</source>
        <translation>该文件只有证书请求，没有证书。请选择证书颁发机构的证书。</translation>
    </message>
    <message>
        <source>The file contains a certificate that cannot be decoded. Copy the file again.</source>
        <translation>该文件中的证书无法解码。请重新复制该文件。</translation>
    </message>
    <message>
        <source>%1 does not exist. Choose another file, or create it.</source>
        <translation>%1 不存在。请选择其他文件，或创建该文件。</translation>
    </message>
    <message>
        <source>%1 does not exist. “~” is not expanded: write the full path.</source>
        <translation>%1 不存在。“~”不会被展开：请写完整路径。</translation>
    </message>
    <message>
        <source>%1 does not exist. Variables are not expanded: write the full path.</source>
        <translation>%1 不存在。变量不会被展开：请写完整路径。</translation>
    </message>
    <message>
        <source>%1 does not exist. Write the path without “file:”.</source>
        <translation>%1 不存在。请写不带“file:”的路径。</translation>
    </message>
    <message>
        <source>%1 does not exist. Write the full path.</source>
        <translation>%1 不存在。请写完整路径。</translation>
    </message>
    <message>
        <source>The file is empty. Choose the file with the certificate of the certificate authority, or copy the certificate into it.</source>
        <translation>该文件是空的。请选择含有证书颁发机构证书的文件，或把证书复制到该文件中。</translation>
    </message>
    <message>
        <source>The file contains no certificate in PEM format. Choose the file with the certificate of the certificate authority.</source>
        <translation>该文件中没有 PEM 格式的证书。请选择含有证书颁发机构证书的文件。</translation>
    </message>
</context>
<context>
    <name>ui::fields::ChangeWords</name>
    <message>
        <source>provider “%1” added</source>
        <translation>添加供应商“%1”</translation>
    </message>
    <message>
        <source>provider “%1” removed</source>
        <translation>移除供应商“%1”</translation>
    </message>
    <message>
        <source>route “%1” added</source>
        <translation>添加路由“%1”</translation>
    </message>
    <message>
        <source>route “%1” removed</source>
        <translation>移除路由“%1”</translation>
    </message>
    <message>
        <source>consumer “%1” added</source>
        <translation>添加调用方“%1”</translation>
    </message>
    <message>
        <source>consumer “%1” removed</source>
        <translation>移除调用方“%1”</translation>
    </message>
    <message>
        <source>failure rule “%1” added</source>
        <translation>添加失败规则“%1”</translation>
    </message>
    <message>
        <source>failure rule “%1” removed</source>
        <translation>移除失败规则“%1”</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>、</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>changed parts</comment>
        <translation>
            <numerusform>%1及其他 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a field, and the name of an entry of it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>providers %1 added</source>
        <translation>添加供应商%1</translation>
    </message>
    <message>
        <source>providers %1 removed</source>
        <translation>移除供应商%1</translation>
    </message>
    <message>
        <source>routes %1 added</source>
        <translation>添加路由%1</translation>
    </message>
    <message>
        <source>routes %1 removed</source>
        <translation>移除路由%1</translation>
    </message>
    <message>
        <source>consumers %1 added</source>
        <translation>添加调用方%1</translation>
    </message>
    <message>
        <source>consumers %1 removed</source>
        <translation>移除调用方%1</translation>
    </message>
    <message>
        <source>failure rules %1 added</source>
        <translation>添加失败规则%1</translation>
    </message>
    <message>
        <source>failure rules %1 removed</source>
        <translation>移除失败规则%1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <comment>a name in a list</comment>
        <translation>“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>names</comment>
        <translation>
            <numerusform>%1及其他 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>names in quotation marks</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>order of the providers changed</source>
        <translation>调整供应商的顺序</translation>
    </message>
    <message>
        <source>provider “%1” restored</source>
        <translation>恢复供应商“%1”</translation>
    </message>
    <message>
        <source>provider “%1” changed</source>
        <translation>更改供应商“%1”</translation>
    </message>
    <message>
        <source>“%2” of provider “%1” changed</source>
        <translation>更改供应商“%1”的“%2”</translation>
    </message>
    <message>
        <source>providers %1 restored</source>
        <translation>恢复供应商%1</translation>
    </message>
    <message>
        <source>providers %1 changed</source>
        <translation>更改供应商%1</translation>
    </message>
    <message>
        <source>“%2” of providers %1 changed</source>
        <translation>更改供应商%1的“%2”</translation>
    </message>
    <message>
        <source>order of the routes changed</source>
        <translation>调整路由的顺序</translation>
    </message>
    <message>
        <source>route “%1” restored</source>
        <translation>恢复路由“%1”</translation>
    </message>
    <message>
        <source>route “%1” changed</source>
        <translation>更改路由“%1”</translation>
    </message>
    <message>
        <source>“%2” of route “%1” changed</source>
        <translation>更改路由“%1”的“%2”</translation>
    </message>
    <message>
        <source>routes %1 restored</source>
        <translation>恢复路由%1</translation>
    </message>
    <message>
        <source>routes %1 changed</source>
        <translation>更改路由%1</translation>
    </message>
    <message>
        <source>“%2” of routes %1 changed</source>
        <translation>更改路由%1的“%2”</translation>
    </message>
    <message>
        <source>order of the consumers changed</source>
        <translation>调整调用方的顺序</translation>
    </message>
    <message>
        <source>consumer “%1” restored</source>
        <translation>恢复调用方“%1”</translation>
    </message>
    <message>
        <source>consumer “%1” changed</source>
        <translation>更改调用方“%1”</translation>
    </message>
    <message>
        <source>“%2” of consumer “%1” changed</source>
        <translation>更改调用方“%1”的“%2”</translation>
    </message>
    <message>
        <source>consumers %1 restored</source>
        <translation>恢复调用方%1</translation>
    </message>
    <message>
        <source>consumers %1 changed</source>
        <translation>更改调用方%1</translation>
    </message>
    <message>
        <source>“%2” of consumers %1 changed</source>
        <translation>更改调用方%1的“%2”</translation>
    </message>
    <message>
        <source>order of the failure rules changed</source>
        <translation>调整失败规则的顺序</translation>
    </message>
    <message>
        <source>failure rule “%1” restored</source>
        <translation>恢复失败规则“%1”</translation>
    </message>
    <message>
        <source>failure rule “%1” changed</source>
        <translation>更改失败规则“%1”</translation>
    </message>
    <message>
        <source>“%2” of failure rule “%1” changed</source>
        <translation>更改失败规则“%1”的“%2”</translation>
    </message>
    <message>
        <source>failure rules %1 restored</source>
        <translation>恢复失败规则%1</translation>
    </message>
    <message>
        <source>failure rules %1 changed</source>
        <translation>更改失败规则%1</translation>
    </message>
    <message>
        <source>“%2” of failure rules %1 changed</source>
        <translation>更改失败规则%1的“%2”</translation>
    </message>
    <message>
        <source>format version changed</source>
        <translation>更改格式版本</translation>
    </message>
    <message>
        <source>all providers changed</source>
        <translation>更改全部供应商</translation>
    </message>
    <message>
        <source>all routes changed</source>
        <translation>更改全部路由</translation>
    </message>
    <message>
        <source>all consumers changed</source>
        <translation>更改全部调用方</translation>
    </message>
    <message>
        <source>certificate changed</source>
        <translation>更改证书</translation>
    </message>
    <message>
        <source>budgets changed</source>
        <translation>更改预算</translation>
    </message>
    <message>
        <source>your prices changed</source>
        <translation>更改你的价格</translation>
    </message>
    <message>
        <source>refresh of prices and exchange rate changed</source>
        <translation>更改价格与汇率的刷新</translation>
    </message>
    <message>
        <source>all failure rules changed</source>
        <translation>更改全部失败规则</translation>
    </message>
    <message>
        <source>failure classes changed</source>
        <translation>更改失败类别</translation>
    </message>
    <message>
        <source>settings of metrics changed</source>
        <translation>更改指标设置</translation>
    </message>
    <message>
        <source>settings of traces and metrics (OTLP) changed</source>
        <translation>更改追踪与指标（OTLP）设置</translation>
    </message>
    <message>
        <source>“%1” changed</source>
        <comment>a field</comment>
        <translation>更改“%1”</translation>
    </message>
    <message>
        <source>the whole file changed</source>
        <translation>更改整个文件</translation>
    </message>
    <message>
        <source>Undone: %1.</source>
        <comment>what is different now</comment>
        <translation>已撤销：%1。</translation>
    </message>
    <message>
        <source>Redone: %1.</source>
        <comment>what is different now</comment>
        <translation>已重做：%1。</translation>
    </message>
    <message>
        <source>%1.</source>
        <comment>a sentence: what was changed</comment>
        <translation>已%1。</translation>
    </message>
    <message>
        <source>order of the limits changed</source>
        <translation>调整限额的顺序</translation>
    </message>
    <message>
        <source>limit “%1” added</source>
        <translation>添加限额“%1”</translation>
    </message>
    <message>
        <source>limit “%1” removed</source>
        <translation>移除限额“%1”</translation>
    </message>
    <message>
        <source>limit “%1” restored</source>
        <translation>恢复限额“%1”</translation>
    </message>
    <message>
        <source>limit “%1” changed</source>
        <translation>更改限额“%1”</translation>
    </message>
    <message>
        <source>“%2” of limit “%1” changed</source>
        <translation>更改限额“%1”的“%2”</translation>
    </message>
    <message>
        <source>limits %1 added</source>
        <translation>添加限额%1</translation>
    </message>
    <message>
        <source>limits %1 removed</source>
        <translation>移除限额%1</translation>
    </message>
    <message>
        <source>limits %1 restored</source>
        <translation>恢复限额%1</translation>
    </message>
    <message>
        <source>limits %1 changed</source>
        <translation>更改限额%1</translation>
    </message>
    <message>
        <source>“%2” of limits %1 changed</source>
        <translation>更改限额%1的“%2”</translation>
    </message>
</context>
<context>
    <name>ui::fields::EntryBox</name>
    <message>
        <source>Remove</source>
        <comment>an entry of a list</comment>
        <translation>移除</translation>
    </message>
    <message>
        <source>new entry</source>
        <translation>新条目</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已收起</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <comment>an entry of a list</comment>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Move up: %1</source>
        <comment>an entry of a list</comment>
        <translation>上移：%1</translation>
    </message>
    <message>
        <source>Move down: %1</source>
        <comment>an entry of a list</comment>
        <translation>下移：%1</translation>
    </message>
    <message>
        <source>one of its fields is not valid</source>
        <translation>其中有一项无效</translation>
    </message>
</context>
<context>
    <name>ui::fields::EntryDialog</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>New provider</source>
        <translation>新供应商</translation>
    </message>
    <message>
        <source>New route</source>
        <translation>新路由</translation>
    </message>
    <message>
        <source>New consumer</source>
        <translation>添加调用方</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Edit provider “%1”</source>
        <translation>编辑供应商“%1”</translation>
    </message>
    <message>
        <source>Edit route “%1”</source>
        <translation>编辑路由“%1”</translation>
    </message>
    <message>
        <source>Edit consumer “%1”</source>
        <translation>编辑调用方“%1”</translation>
    </message>
    <message>
        <source>Not saved: correct the marked fields</source>
        <translation>未保存：请更正标出的字段</translation>
    </message>
    <message>
        <source>this name is already in use</source>
        <translation>此名称已被使用</translation>
    </message>
    <message>
        <source>Not saved: the entry was removed from the configuration while this dialog was open. Close the dialog and add the entry again if you still need it.</source>
        <translation>未保存：打开此对话框期间，该条目已从配置中移除。请关闭对话框；如仍需要，请重新添加。</translation>
    </message>
    <message>
        <source>Not saved: the entry was changed elsewhere while this dialog was open. Close the dialog and edit the entry again, so that the other change is not lost.</source>
        <translation>未保存：打开此对话框期间，该条目在别处有改动。请关闭对话框后重新编辑，以免丢失那处改动。</translation>
    </message>
</context>
<context>
    <name>ui::fields::FieldWords</name>
    <message>
        <source>Listen address</source>
        <translation>监听地址</translation>
    </message>
    <message>
        <source>HTTP port</source>
        <translation>HTTP 端口</translation>
    </message>
    <message>
        <source>HTTPS port</source>
        <translation>HTTPS 端口</translation>
    </message>
    <message>
        <source>path of a PEM file</source>
        <translation>PEM 文件路径</translation>
    </message>
    <message>
        <source>such as http = debug</source>
        <translation>例如 http = debug</translation>
    </message>
    <message>
        <source>Exchange rate</source>
        <translation>汇率</translation>
    </message>
    <message>
        <source>such as 2026-11-20</source>
        <translation>例如 2026-11-20</translation>
    </message>
    <message>
        <source>Send traces</source>
        <translation>发送追踪</translation>
    </message>
    <message>
        <source>Send metrics</source>
        <translation>发送指标</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>压缩</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>关闭窗口后继续运行</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>such as region = cn or api_version = 2024-10-21</source>
        <translation>例如 region = cn 或 api_version = 2024-10-21</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>keychain:NAME, env:NAME or file:PATH</source>
        <translation>keychain:NAME、env:NAME 或 file:PATH</translation>
    </message>
    <message>
        <source>${key} is the key in use; a value may be a secret reference</source>
        <translation>${key} 代表正在使用的密钥；值也可以是密钥引用</translation>
    </message>
    <message>
        <source>empty: the provider’s own list</source>
        <translation>留空则使用供应商自己的列表</translation>
    </message>
    <message>
        <source>values are JSON: temperature = 0.25</source>
        <translation>值用 JSON 书写：temperature = 0.25</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Host names</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>Paths</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>such as POST</source>
        <translation>例如 POST</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>Query parameters</source>
        <translation>查询参数</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Declares tools</source>
        <translation>声明了工具</translation>
    </message>
    <message>
        <source>Longer than</source>
        <translation>长于</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>星期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>such as 08:00</source>
        <translation>例如 08:00</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>such as Asia/Shanghai, or local</source>
        <translation>例如 Asia/Shanghai，或 local</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>SHA-256 of the key</source>
        <translation>密钥的 SHA-256</translation>
    </message>
    <message>
        <source>64 hexadecimal digits</source>
        <translation>64 位十六进制数字</translation>
    </message>
    <message>
        <source>such as 2026-12-31T23:59:59Z; empty: never</source>
        <translation>例如 2026-12-31T23:59:59Z；留空表示永不过期</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
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
        <source>Audio input</source>
        <translation>音频输入</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>音频输出</translation>
    </message>
    <message>
        <source>Image input</source>
        <translation>图片输入</translation>
    </message>
    <message>
        <source>Image output</source>
        <translation>图片输出</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>token 数</translation>
    </message>
    <message>
        <source>such as 2026-11-01</source>
        <translation>例如 2026-11-01</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>×</source>
        <translation>倍</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>debug</source>
        <translation>调试</translation>
    </message>
    <message>
        <source>information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>US dollars</source>
        <translation>美元</translation>
    </message>
    <message>
        <source>Chinese yuan</source>
        <translation>人民币</translation>
    </message>
    <message>
        <source>never</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>every week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>none</source>
        <translation>不压缩</translation>
    </message>
    <message>
        <source>Add a price</source>
        <translation>添加价格</translation>
    </message>
    <message>
        <source>Add hours</source>
        <translation>添加时段</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>添加密钥</translation>
    </message>
    <message>
        <source>Add a target</source>
        <translation>添加目标</translation>
    </message>
    <message>
        <source>Add an alternative</source>
        <translation>添加一项</translation>
    </message>
    <message>
        <source>least busy</source>
        <translation>负载最低</translation>
    </message>
    <message>
        <source>fastest</source>
        <translation>最快</translation>
    </message>
    <message>
        <source>cheapest</source>
        <translation>最便宜</translation>
    </message>
    <message>
        <source>a variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>a header</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>a cookie</source>
        <translation>cookie</translation>
    </message>
    <message>
        <source>the consumer</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>rate limit</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法连接</translation>
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
        <source>Monday</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tuesday</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wednesday</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thursday</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Friday</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Saturday</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sunday</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>any speed</source>
        <translation>不限速度</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>any time</source>
        <translation>任何时间</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Fallback</source>
        <translation>备用</translation>
    </message>
    <message>
        <source>Prices</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Traces and metrics (OTLP)</source>
        <translation>追踪与指标（OTLP）</translation>
    </message>
    <message>
        <source>GET /metrics</source>
        <translation>GET /metrics</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>日志文件</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>免打扰时段</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Add a budget</source>
        <translation>添加预算</translation>
    </message>
    <message>
        <source>day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>Your budgets</source>
        <translation>你的预算</translation>
    </message>
    <message>
        <source>Cached audio input</source>
        <translation>缓存音频输入</translation>
    </message>
    <message>
        <source>Cached image input</source>
        <translation>缓存图片输入</translation>
    </message>
    <message>
        <source>Explicitly cached input</source>
        <translation>显式缓存输入</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>托盘图标</translation>
    </message>
    <message numerus="yes">
        <source>byte(s)</source>
        <translation>
            <numerusform>字节</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>day(s)</source>
        <translation>
            <numerusform>天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>byte(s)/s</source>
        <translation>
            <numerusform>字节/秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>failure(s)</source>
        <translation>
            <numerusform>次失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Local users</source>
        <translation>本地用户</translation>
    </message>
    <message>
        <source>Trusted proxies</source>
        <translation>受信任的代理</translation>
    </message>
    <message>
        <source>127.0.0.1 means this machine only, 0.0.0.0 all its IPv4 addresses, :: all its IPv6 addresses</source>
        <translation>127.0.0.1 仅限本机；0.0.0.0 为本机全部 IPv4 地址，:: 为全部 IPv6 地址</translation>
    </message>
    <message>
        <source>clients that are already set up must be changed to the new port</source>
        <translation>更改后，已设置好的客户端也要改用新端口</translation>
    </message>
    <message>
        <source>for clients that accept only https addresses</source>
        <translation>供只接受 https 地址的客户端使用</translation>
    </message>
    <message>
        <source>Require a key</source>
        <translation>要求密钥</translation>
    </message>
    <message>
        <source>Allowed host names</source>
        <translation>允许的主机名</translation>
    </message>
    <message>
        <source>accepted in requests, in addition to this machine’s own names; *.name includes all subdomains</source>
        <translation>除本机名称外，请求还可以使用的主机名；*.name 包括其全部子域名</translation>
    </message>
    <message>
        <source>Allowed origins</source>
        <translation>允许的来源</translation>
    </message>
    <message>
        <source>web page origins, such as https://app.example.com; vscode-webview://* allows every origin of an app’s own scheme</source>
        <translation>网页的来源，例如 https://app.example.com；vscode-webview://* 表示某个应用自有协议下的全部来源</translation>
    </message>
    <message>
        <source>Maximum request header size</source>
        <translation>请求头大小上限</translation>
    </message>
    <message>
        <source>larger requests are refused</source>
        <translation>超过上限的请求会被拒绝</translation>
    </message>
    <message>
        <source>Maximum request body size</source>
        <translation>请求体大小上限</translation>
    </message>
    <message>
        <source>includes images and files</source>
        <translation>包括图片和文件</translation>
    </message>
    <message>
        <source>Memory limit for request and answer bodies</source>
        <translation>请求体和响应体的内存上限</translation>
    </message>
    <message>
        <source>for all requests together; one caller may use a quarter of it</source>
        <translation>所有请求合计；单个调用方最多占用四分之一</translation>
    </message>
    <message>
        <source>Stream keep-alive interval</source>
        <translation>流式回答的保活间隔</translation>
    </message>
    <message>
        <source>a comment is sent after this long without data, so that clients do not time out while a model thinks</source>
        <translation>流中这么久没有数据时发送一条注释，以免模型思考期间客户端超时</translation>
    </message>
    <message>
        <source>Custom certificate</source>
        <translation>自定义证书</translation>
    </message>
    <message>
        <source>path of a PEM file with the certificate chain; empty: issued by the local certificate authority</source>
        <translation>含证书链的 PEM 文件路径；留空则由本地证书颁发机构签发</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Log level</source>
        <translation>日志级别</translation>
    </message>
    <message>
        <source>Log levels by category</source>
        <translation>各类别的日志级别</translation>
    </message>
    <message>
        <source>Maximum log file size</source>
        <translation>单个日志文件的大小上限</translation>
    </message>
    <message>
        <source>a new file is started at this size</source>
        <translation>达到此大小后换用新文件</translation>
    </message>
    <message>
        <source>Log files to keep</source>
        <translation>保留的日志文件数</translation>
    </message>
    <message>
        <source>including the current one</source>
        <translation>包括当前文件</translation>
    </message>
    <message>
        <source>Log format</source>
        <translation>日志格式</translation>
    </message>
    <message>
        <source>Keep requests for</source>
        <translation>请求记录保留时间</translation>
    </message>
    <message>
        <source>Keep totals for</source>
        <translation>汇总保留时间</translation>
    </message>
    <message>
        <source>hourly and daily totals; at least as long as requests</source>
        <translation>每小时和每天的汇总；不短于请求记录的保留时间</translation>
    </message>
    <message>
        <source>Maximum ledger size</source>
        <translation>用量记录大小上限</translation>
    </message>
    <message>
        <source>above it, the oldest requests are deleted and their totals kept; 0: no limit</source>
        <translation>超过后删除最早的请求，保留其汇总；0 表示不限</translation>
    </message>
    <message>
        <source>Custom prices</source>
        <translation>自定义价格</translation>
    </message>
    <message>
        <source>per million tokens; used before the built-in price lists, first match applies</source>
        <translation>每百万 token；优先于内置价目表，采用第一条匹配的价格</translation>
    </message>
    <message>
        <source>Billing currency</source>
        <translation>付款币种</translation>
    </message>
    <message>
        <source>for price lists with more than one currency</source>
        <translation>用于含多种币种的价目表</translation>
    </message>
    <message>
        <source>if not set, the last one fetched, or the built-in one</source>
        <translation>未设置时使用最近获取的汇率，或内置汇率</translation>
    </message>
    <message>
        <source>Yuan per US dollar</source>
        <translation>1 美元兑人民币</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Price list URL</source>
        <translation>价目表 URL</translation>
    </message>
    <message>
        <source>empty: not fetched</source>
        <translation>留空则不获取</translation>
    </message>
    <message>
        <source>Exchange rate URL</source>
        <translation>汇率 URL</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新频率</translation>
    </message>
    <message>
        <source>Stored responses</source>
        <translation>保存响应</translation>
    </message>
    <message>
        <source>on disk: prompts and answers are stored in responses.sqlite for up to 30 days, so that previous_response_id works after a restart</source>
        <translation>存入磁盘时，提示词和回答保存在 responses.sqlite 中，最长 30 天；重启后 previous_response_id 仍然有效</translation>
    </message>
    <message>
        <source>on every route; empty: everyone; anonymous: callers without a key</source>
        <translation>适用于所有路由；留空：所有调用方；anonymous：没有密钥的调用方</translation>
    </message>
    <message>
        <source>Higress metric names</source>
        <translation>Higress 指标名称</translation>
    </message>
    <message>
        <source>also reports counters under the names that Higress uses, for existing dashboards</source>
        <translation>计数器同时以 Higress 的名称输出，便于沿用已有的仪表盘</translation>
    </message>
    <message>
        <source>OTLP endpoint</source>
        <translation>OTLP 端点</translation>
    </message>
    <message>
        <source>collector for OTLP over HTTP, such as http://127.0.0.1:4318; env: as in OTEL_EXPORTER_OTLP_ENDPOINT; empty: nothing is sent</source>
        <translation>通过 HTTP 接收 OTLP 的收集器，例如 http://127.0.0.1:4318；env 表示取自 OTEL_EXPORTER_OTLP_ENDPOINT；留空则不发送</translation>
    </message>
    <message>
        <source>Additional headers</source>
        <translation>附加请求头</translation>
    </message>
    <message>
        <source>write secrets as references: authorization = keychain:collector</source>
        <translation>机密要写成引用：authorization = keychain:collector</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码格式</translation>
    </message>
    <message>
        <source>Export interval</source>
        <translation>导出间隔</translation>
    </message>
    <message>
        <source>Export timeout</source>
        <translation>导出超时</translation>
    </message>
    <message>
        <source>used in targets and in provider/model</source>
        <translation>用于目标和 provider/model</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>a provider of the catalog, such as deepseek, or a generic type such as openai-compatible</source>
        <translation>目录中的供应商，例如 deepseek；或通用类型，例如 openai-compatible</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Base URL</translation>
    </message>
    <message>
        <source>everything before the endpoint path; empty: as in the catalog</source>
        <translation>端点路径之前的部分；留空则使用目录中的地址</translation>
    </message>
    <message>
        <source>Base URL is the endpoint itself</source>
        <translation>Base URL就是完整端点</translation>
    </message>
    <message>
        <source>no path is appended</source>
        <translation>不再附加路径</translation>
    </message>
    <message>
        <source>Type-specific settings</source>
        <translation>该类型的专用设置</translation>
    </message>
    <message>
        <source>references to where the keys are stored, never the keys themselves</source>
        <translation>只写密钥存放位置的引用，不写密钥本身</translation>
    </message>
    <message>
        <source>Key reference</source>
        <translation>密钥引用</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>how often the key is used, relative to the others</source>
        <translation>相对于其他密钥的使用频率</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>身份验证</translation>
    </message>
    <message>
        <source>Additional query parameters</source>
        <translation>附加查询参数</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Model mapping</source>
        <translation>模型映射</translation>
    </message>
    <message>
        <source>requested = upstream; patterns: prefix*, ~regex and *</source>
        <translation>请求的模型 = 上游模型；可用模式：前缀*、~正则表达式 和 *</translation>
    </message>
    <message>
        <source>Request parameters</source>
        <translation>请求参数</translation>
    </message>
    <message>
        <source>Always set</source>
        <translation>始终设为</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>used if the client does not set the parameter; values are JSON</source>
        <translation>客户端未设置该参数时使用；值用 JSON 书写</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>client name = upstream name</source>
        <translation>客户端的名称 = 上游的名称</translation>
    </message>
    <message>
        <source>Cooldown and health checks</source>
        <translation>冷却与健康检查</translation>
    </message>
    <message>
        <source>Cooldown after failures</source>
        <translation>失败后冷却</translation>
    </message>
    <message>
        <source>failures pause a key, a model or the whole provider for a while</source>
        <translation>失败后，密钥、模型或整个供应商会暂停使用一段时间</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>健康检查</translation>
    </message>
    <message>
        <source>Failures before cooldown</source>
        <translation>进入冷却所需的失败次数</translation>
    </message>
    <message>
        <source>within the failure window</source>
        <translation>在失败时间窗内</translation>
    </message>
    <message>
        <source>Failure window</source>
        <translation>失败时间窗</translation>
    </message>
    <message>
        <source>older failures do not count</source>
        <translation>更早的失败不计入</translation>
    </message>
    <message>
        <source>Successes to end a cooldown</source>
        <translation>结束冷却所需的成功次数</translation>
    </message>
    <message>
        <source>Initial cooldown</source>
        <translation>初始冷却时间</translation>
    </message>
    <message>
        <source>doubled each time, unless the provider reports how long to wait</source>
        <translation>每次加倍；供应商给出等待时间时以其为准</translation>
    </message>
    <message>
        <source>Health check timeout</source>
        <translation>健康检查超时</translation>
    </message>
    <message>
        <source>Health check model</source>
        <translation>健康检查使用的模型</translation>
    </message>
    <message>
        <source>empty: a small model from the catalog</source>
        <translation>留空则使用目录中的小模型</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Connect timeout</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>after it, the next target is tried</source>
        <translation>超时后尝试下一个目标</translation>
    </message>
    <message>
        <source>First-byte timeout</source>
        <translation>首字节超时</translation>
    </message>
    <message>
        <source>for streams; raise it for reasoning models</source>
        <translation>用于流式回答；使用推理模型时可调大</translation>
    </message>
    <message>
        <source>Idle timeout</source>
        <translation>空闲超时</translation>
    </message>
    <message>
        <source>for streams; after this long without data, the answer counts as interrupted</source>
        <translation>用于流式回答；这么久没有数据即视为回答中断</translation>
    </message>
    <message>
        <source>Total timeout</source>
        <translation>总超时</translation>
    </message>
    <message>
        <source>for answers that are not streamed</source>
        <translation>用于非流式回答</translation>
    </message>
    <message>
        <source>Minimum speed</source>
        <translation>最低速度</translation>
    </message>
    <message>
        <source>an answer that stays slower for five seconds has failed</source>
        <translation>回答连续五秒低于此速度即视为失败</translation>
    </message>
    <message>
        <source>Keep-alive and connection pool</source>
        <translation>长连接与连接池</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>保持长连接</translation>
    </message>
    <message>
        <source>Close idle connections after</source>
        <translation>空闲连接关闭时间</translation>
    </message>
    <message>
        <source>Maximum idle connections</source>
        <translation>空闲连接数上限</translation>
    </message>
    <message>
        <source>per origin</source>
        <translation>每个源站</translation>
    </message>
    <message>
        <source>Verify certificate</source>
        <translation>验证证书</translation>
    </message>
    <message>
        <source>disable only for tests</source>
        <translation>仅建议在测试时关闭</translation>
    </message>
    <message>
        <source>Additional certificate authorities</source>
        <translation>额外信任的证书颁发机构</translation>
    </message>
    <message>
        <source>Forwarded client headers</source>
        <translation>转发的客户端请求头</translation>
    </message>
    <message>
        <source>in addition to those that the type needs</source>
        <translation>除该类型所需请求头之外</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>匹配条件</translation>
    </message>
    <message>
        <source>Requested models</source>
        <translation>请求的模型</translation>
    </message>
    <message>
        <source>any of these; empty: every model</source>
        <translation>满足其一即可；留空为任意模型</translation>
    </message>
    <message>
        <source>by which clients reach the gateway</source>
        <translation>客户端访问网关时使用的主机名</translation>
    </message>
    <message>
        <source>/prefix*, *suffix, ~regex</source>
        <translation>/前缀*、*后缀、~正则表达式</translation>
    </message>
    <message>
        <source>join conditions with &amp; if all of them must match</source>
        <translation>必须同时满足的条件用 &amp; 连接</translation>
    </message>
    <message>
        <source>Request features</source>
        <translation>请求特征</translation>
    </message>
    <message>
        <source>any of these entries</source>
        <translation>满足其中一项即可</translation>
    </message>
    <message>
        <source>Contains an image</source>
        <translation>含图片</translation>
    </message>
    <message>
        <source>Requests a stream</source>
        <translation>要求流式回答</translation>
    </message>
    <message>
        <source>estimated tokens</source>
        <translation>估算的 token 数</translation>
    </message>
    <message>
        <source>Time windows</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>none selected: every day</source>
        <translation>不选则为每天</translation>
    </message>
    <message>
        <source>such as 18:00; if earlier than the start, on the next day</source>
        <translation>例如 18:00；早于开始时间则为次日</translation>
    </message>
    <message>
        <source>at least one</source>
        <translation>至少一个</translation>
    </message>
    <message>
        <source>Upstream model</source>
        <translation>上游模型</translation>
    </message>
    <message>
        <source>empty: the requested model</source>
        <translation>留空则为请求的模型</translation>
    </message>
    <message>
        <source>higher values first; lower ones are fallbacks</source>
        <translation>数值高者优先；低者作为备用</translation>
    </message>
    <message>
        <source>Pin to top</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>tried before all other targets, as when chosen in the tray</source>
        <translation>先于其他所有目标，与在托盘中选定相同</translation>
    </message>
    <message>
        <source>relative to other targets of the same priority</source>
        <translation>相对于同优先级的其他目标</translation>
    </message>
    <message>
        <source>Load balancing</source>
        <translation>负载均衡</translation>
    </message>
    <message>
        <source>Algorithm</source>
        <translation>算法</translation>
    </message>
    <message>
        <source>Hash on</source>
        <translation>哈希依据</translation>
    </message>
    <message>
        <source>Hash key</source>
        <translation>哈希键</translation>
    </message>
    <message>
        <source>name of the header, cookie or variable</source>
        <translation>请求头、cookie 或变量的名称</translation>
    </message>
    <message>
        <source>Fallback and retries</source>
        <translation>备用与重试</translation>
    </message>
    <message>
        <source>Fall back after</source>
        <translation>触发备用的失败</translation>
    </message>
    <message>
        <source>Also after HTTP statuses</source>
        <translation>同样触发的 HTTP 状态码</translation>
    </message>
    <message>
        <source>Retries per target</source>
        <translation>每个目标的重试次数</translation>
    </message>
    <message>
        <source>Maximum attempts</source>
        <translation>尝试次数上限</translation>
    </message>
    <message>
        <source>per request, over all targets</source>
        <translation>每个请求，所有目标合计</translation>
    </message>
    <message>
        <source>First-byte deadline</source>
        <translation>首字节总时限</translation>
    </message>
    <message>
        <source>for all attempts together</source>
        <translation>所有尝试合计</translation>
    </message>
    <message>
        <source>Retry only if it failed within</source>
        <translation>只重试此时间内失败的尝试</translation>
    </message>
    <message>
        <source>Retry delay</source>
        <translation>重试间隔</translation>
    </message>
    <message>
        <source>Hedge after</source>
        <translation>并行请求延迟</translation>
    </message>
    <message>
        <source>also tries the next target if there is no answer by then; the first answer is used, and both may be charged</source>
        <translation>到时仍无回答，则同时请求下一个目标；采用先到的回答，两边都可能计费</translation>
    </message>
    <message>
        <source>Allow targets that lack a capability</source>
        <translation>允许能力不足的目标</translation>
    </message>
    <message>
        <source>for tools, images, context length or schemas</source>
        <translation>指工具、图片、上下文长度或 JSON Schema</translation>
    </message>
    <message>
        <source>Continue interrupted answers</source>
        <translation>续写中断的回答</translation>
    </message>
    <message>
        <source>with the next target</source>
        <translation>由下一个目标继续</translation>
    </message>
    <message>
        <source>Pass through the client’s key</source>
        <translation>透传客户端的密钥</translation>
    </message>
    <message>
        <source>to the first target’s provider; there is no fallback</source>
        <translation>传给第一个目标的供应商，不会改用其他供应商</translation>
    </message>
    <message>
        <source>Allowed consumers</source>
        <translation>允许的调用方</translation>
    </message>
    <message>
        <source>Through routes only</source>
        <translation>仅限通过路由使用</translation>
    </message>
    <message>
        <source>not as provider/model, and not by a model name that no route matches</source>
        <translation>不能用 provider/model，也不能用没有路由匹配的模型名</translation>
    </message>
    <message>
        <source>hashes or references, never the keys themselves</source>
        <translation>只保存哈希值或引用，不保存密钥本身</translation>
    </message>
    <message>
        <source>Hint</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>to recognise the key, such as sb-…3f</source>
        <translation>便于辨认密钥，例如 sb-…3f</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期时间</translation>
    </message>
    <message>
        <source>Allowed routes</source>
        <translation>允许的路由</translation>
    </message>
    <message>
        <source>empty: every route that allows the consumer</source>
        <translation>留空表示所有允许该调用方的路由</translation>
    </message>
    <message>
        <source>Allowed models</source>
        <translation>允许的模型</translation>
    </message>
    <message>
        <source>empty: all</source>
        <translation>留空为全部</translation>
    </message>
    <message>
        <source>Stored content</source>
        <translation>保存请求内容</translation>
    </message>
    <message>
        <source>requests and answers of this consumer, in the ledger on this machine</source>
        <translation>该调用方的请求与回答，存入本机的用量记录</translation>
    </message>
    <message>
        <source>such as 2026-12-31T23:59:59Z; stored content is deleted then</source>
        <translation>例如 2026-12-31T23:59:59Z；届时删除已保存的内容</translation>
    </message>
    <message>
        <source>Maximum size of a request or answer</source>
        <translation>请求或回答的大小上限</translation>
    </message>
    <message>
        <source>upstream name; a trailing * matches anything</source>
        <translation>上游名称；末尾的 * 匹配任意内容</translation>
    </message>
    <message>
        <source>Cache write</source>
        <translation>缓存写入</translation>
    </message>
    <message>
        <source>Cache write (1 hour)</source>
        <translation>缓存写入（1 小时）</translation>
    </message>
    <message>
        <source>Prices for long prompts</source>
        <translation>长提示词价格</translation>
    </message>
    <message>
        <source>the highest threshold that the prompt exceeds applies</source>
        <translation>采用提示词超过的最高一档</translation>
    </message>
    <message>
        <source>Prompts above</source>
        <translation>提示词超过</translation>
    </message>
    <message>
        <source>Time-of-day prices</source>
        <translation>分时价格</translation>
    </message>
    <message>
        <source>the first entry that matches the end of the answer applies</source>
        <translation>采用回答结束时第一个匹配的时段</translation>
    </message>
    <message>
        <source>Except on</source>
        <translation>例外日期</translation>
    </message>
    <message>
        <source>such as 2026-10-01 or 2026-10-01..2026-10-07</source>
        <translation>例如 2026-10-01 或 2026-10-01..2026-10-07</translation>
    </message>
    <message>
        <source>Price factor</source>
        <translation>价格倍数</translation>
    </message>
    <message>
        <source>Price factor for batches</source>
        <translation>批处理价格倍数</translation>
    </message>
    <message>
        <source>Price factor for tier “flex”</source>
        <translation>“flex”档价格倍数</translation>
    </message>
    <message>
        <source>Price factor for tier “priority”</source>
        <translation>“priority”档价格倍数</translation>
    </message>
    <message>
        <source>JSON, one object per line</source>
        <translation>JSON，每行一个对象</translation>
    </message>
    <message>
        <source>on disk</source>
        <translation>存入磁盘</translation>
    </message>
    <message>
        <source>in memory until Signalbox exits</source>
        <translation>存入内存，直到 Signalbox 退出</translation>
    </message>
    <message>
        <source>not stored</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Custom rate</source>
        <translation>自定义汇率</translation>
    </message>
    <message>
        <source>Store for a limited time</source>
        <translation>限时保存</translation>
    </message>
    <message>
        <source>Add a tier</source>
        <translation>添加一档</translation>
    </message>
    <message>
        <source>Add a time window</source>
        <translation>添加时段</translation>
    </message>
    <message>
        <source>system proxy</source>
        <translation>系统代理</translation>
    </message>
    <message>
        <source>none, connect directly</source>
        <translation>不使用，直接连接</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>passive: with the next request</source>
        <translation>被动：由下一个请求检查</translation>
    </message>
    <message>
        <source>active: with small test requests</source>
        <translation>主动：由网关发送小型测试请求</translation>
    </message>
    <message>
        <source>weighted round robin</source>
        <translation>加权轮询</translation>
    </message>
    <message>
        <source>consistent hashing</source>
        <translation>一致性哈希</translation>
    </message>
    <message>
        <source>conversation affinity: the last target that answered</source>
        <translation>会话亲和：上次回答的目标</translation>
    </message>
    <message>
        <source>a combination of variables</source>
        <translation>多个变量的组合</translation>
    </message>
    <message>
        <source>provider error</source>
        <translation>供应商错误</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>model not found</source>
        <translation>找不到模型</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>访问控制</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Interrupted answers</source>
        <translation>回答中断时</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>保留期限</translation>
    </message>
    <message>
        <source>Currency and exchange rate</source>
        <translation>币种与汇率</translation>
    </message>
    <message>
        <source>Connection to the provider</source>
        <translation>与供应商的连接</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>calendar day, week or month by this machine’s clock; weeks start on Monday</source>
        <translation>按本机时钟的自然日、周或月；一周从星期一开始</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>spending in the other currency is converted at the exchange rate</source>
        <translation>另一币种的支出按汇率折算</translation>
    </message>
    <message>
        <source>Only for provider</source>
        <translation>仅限供应商</translation>
    </message>
    <message>
        <source>provider id; empty: all providers</source>
        <translation>供应商 id；留空：全部供应商</translation>
    </message>
    <message>
        <source>Only for consumer</source>
        <translation>仅限调用方</translation>
    </message>
    <message>
        <source>consumer name; empty: all consumers</source>
        <translation>调用方名称；留空：所有调用方</translation>
    </message>
    <message>
        <source>Price factor for speed “fast”</source>
        <translation>“fast”速度价格倍数</translation>
    </message>
    <message>
        <source>1,000 web searches</source>
        <translation>1000 次网页搜索</translation>
    </message>
    <message>
        <source>for a light or a dark panel</source>
        <translation>适合浅色或深色面板</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>whether local callers need a key too; all other callers always do</source>
        <translation>本机调用方是否也需要密钥；其他调用方始终需要</translation>
    </message>
    <message>
        <source>users of this machine whose programs count as local callers: own means you and root, all means everyone; or user names, one per line</source>
        <translation>本机哪些用户的程序算作本机调用方：own 为你自己和 root，all 为所有人；也可以填用户名，每行一个</translation>
    </message>
    <message>
        <source>addresses and networks of reverse proxies, such as 10.0.0.0/8, whose Forwarded or X-Forwarded-For header is trusted for the client’s address</source>
        <translation>反向代理的地址或网段，例如 10.0.0.0/8；客户端地址取自它们的 Forwarded 或 X-Forwarded-For 请求头</translation>
    </message>
    <message>
        <source>except from local callers</source>
        <translation>本机调用方除外</translation>
    </message>
    <message>
        <source>from every caller</source>
        <translation>所有调用方</translation>
    </message>
    <message>
        <source>by name; others skip the route</source>
        <translation>按名称；其他调用方跳过此路由</translation>
    </message>
    <message>
        <source>others are rejected; empty: everyone</source>
        <translation>其他调用方会被拒绝；留空表示所有调用方</translation>
    </message>
    <message>
        <source>Ask about clients when quitting</source>
        <translation>退出时询问如何处理客户端</translation>
    </message>
    <message>
        <source>whether to restore the settings of clients that use Signalbox</source>
        <translation>是否恢复使用 Signalbox 的客户端的原有设置</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a field, and what is odd about it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Subscription plan</source>
        <translation>订阅套餐</translation>
    </message>
    <message>
        <source>Avoid key from (% of plan)</source>
        <translation>避免使用密钥的起点（套餐的 %）</translation>
    </message>
    <message>
        <source>then it is used only if no other target can answer; 0: never avoided; empty: as set for the provider</source>
        <translation>达到后只有在其他目标都无法回答时才使用；0：从不避免；留空：按供应商的设置</translation>
    </message>
    <message>
        <source>then it is used only if no other target can answer; empty: never avoided</source>
        <translation>达到后只有在其他目标都无法回答时才使用；留空：从不避免</translation>
    </message>
    <message>
        <source>you are notified when one is used up; requests are refused only if it is enforced</source>
        <translation>用完时会通知你；仅当强制执行时才会拒绝请求</translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>what is switched on here: limits</source>
        <translation>在此处启用的策略：限额</translation>
    </message>
    <message>
        <source>of requests, tokens, cost and requests in flight; those of the gateway, the route and the consumer apply together</source>
        <translation>限制请求数、token 数、费用和并发请求数；网关、路由和调用方的限额同时生效</translation>
    </message>
    <message>
        <source>letters, digits, dots, hyphens and underscores; unique in the configuration</source>
        <translation>由字母、数字、点、连字符和下划线组成；在整个配置中唯一</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>per window; a limit has one of requests, tokens, cost and requests in flight</source>
        <translation>每个时间窗口；一条限额只能设置请求数、token 数、费用和并发请求数中的一项</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>token 数</translation>
    </message>
    <message>
        <source>per window</source>
        <translation>每个时间窗口</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>per window, in the currency of the limit</source>
        <translation>每个时间窗口，以限额的货币计</translation>
    </message>
    <message>
        <source>Requests in flight</source>
        <translation>并发请求数</translation>
    </message>
    <message>
        <source>Raised limit</source>
        <translation>临时提高的限额</translation>
    </message>
    <message>
        <source>a higher limit until some time</source>
        <translation>到某个时间为止的更高限额</translation>
    </message>
    <message>
        <source>Raised to</source>
        <translation>提高到</translation>
    </message>
    <message>
        <source>such as 2026-12-31T23:59:59Z; then the usual limit applies again</source>
        <translation>例如 2026-12-31T23:59:59Z；之后恢复为平时的限额</translation>
    </message>
    <message>
        <source>cost in the other currency is converted at the exchange rate</source>
        <translation>另一种货币的费用按汇率换算</translation>
    </message>
    <message>
        <source>Counted tokens</source>
        <translation>计入的 token</translation>
    </message>
    <message>
        <source>input, output, total, or an expression such as input + 5 * output</source>
        <translation>input、output、total，或表达式，例如 input + 5 * output</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>时间窗口</translation>
    </message>
    <message>
        <source>second, minute, hour, day, week, month, or a number of seconds</source>
        <translation>second、minute、hour、day、week、month，或秒数</translation>
    </message>
    <message>
        <source>Calendar window</source>
        <translation>按日历计算</translation>
    </message>
    <message>
        <source>begins at the turn of its unit by this machine’s clock; otherwise it slides</source>
        <translation>按本机时钟在每个单位开始时重新计算；否则为滑动窗口</translation>
    </message>
    <message>
        <source>Separate counters for</source>
        <translation>分别计数的维度</translation>
    </message>
    <message>
        <source>each combination of these has a counter of its own; empty: one counter for all</source>
        <translation>这些取值的每种组合单独计数；留空：合并计数</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>适用范围</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>provider ids; empty: all</source>
        <translation>供应商 id；留空：全部</translation>
    </message>
    <message>
        <source>upstream names; empty: all</source>
        <translation>上游模型名；留空：全部</translation>
    </message>
    <message>
        <source>consumer names; empty: all</source>
        <translation>调用方名称；留空：全部</translation>
    </message>
    <message>
        <source>Reservation</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>what a request reserves until it ends: the most it may use, what its model usually uses, or nothing</source>
        <translation>请求结束前预留的用量：可能用到的最大值、该模型的通常用量，或不预留</translation>
    </message>
    <message>
        <source>At the limit</source>
        <translation>达到限额时</translation>
    </message>
    <message>
        <source>requests are refused, or go to another target</source>
        <translation>拒绝请求，或转到另一个目标</translation>
    </message>
    <message>
        <source>Notify at</source>
        <translation>通知阈值</translation>
    </message>
    <message>
        <source>percentages of the limit</source>
        <translation>限额的百分比</translation>
    </message>
    <message>
        <source>Queue length</source>
        <translation>排队长度</translation>
    </message>
    <message>
        <source>how many requests may wait for their turn; 0: none</source>
        <translation>最多有多少请求排队等候；0：不排队</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待时间</translation>
    </message>
    <message>
        <source>then the request is refused</source>
        <translation>超过后拒绝请求</translation>
    </message>
    <message>
        <source>of an enforced budget; empty: budget-N by its place in the list</source>
        <translation>强制执行的预算的名称；留空：budget-N（按列表中的序号）</translation>
    </message>
    <message>
        <source>Enforce</source>
        <translation>强制执行</translation>
    </message>
    <message>
        <source>requests beyond the budget are refused</source>
        <translation>超出预算的请求会被拒绝</translation>
    </message>
    <message>
        <source>Keep warm prompt caches</source>
        <translation>保留有效的提示词缓存</translation>
    </message>
    <message>
        <source>a conversation moves only if that saves more than reading it anew costs</source>
        <translation>仅当节省的费用超过重新读取的费用时，对话才会转移</translation>
    </message>
    <message>
        <source>Loop guard</source>
        <translation>循环防护</translation>
    </message>
    <message>
        <source>Equal calls in a row</source>
        <translation>连续相同的调用数</translation>
    </message>
    <message>
        <source>tool calls with equal arguments and results</source>
        <translation>参数和结果都相同的工具调用</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>a refused request goes through when it is sent again</source>
        <translation>被拒绝的请求再次发送即可通过</translation>
    </message>
    <message>
        <source>warn</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>refuse once</source>
        <translation>拒绝一次</translation>
    </message>
    <message>
        <source>Shadow requests</source>
        <translation>影子请求</translation>
    </message>
    <message>
        <source>copies of answered requests go to another target, for comparison; clients do not notice</source>
        <translation>把已得到回答的请求的副本发往另一个目标以供比较；客户端不会察觉</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>PROVIDER/MODEL; its price must be known</source>
        <translation>供应商/模型；其价格必须已知</translation>
    </message>
    <message>
        <source>Share of requests</source>
        <translation>请求比例</translation>
    </message>
    <message>
        <source>from 0 to 1; 0.05 copies every twentieth request on average</source>
        <translation>0 到 1；0.05 表示平均每二十个请求复制一个</translation>
    </message>
    <message>
        <source>Maximum cost per day</source>
        <translation>每天费用上限</translation>
    </message>
    <message>
        <source>a copy that could exceed it is not sent</source>
        <translation>可能超出上限的副本不会发送</translation>
    </message>
    <message>
        <source>of the maximum cost</source>
        <translation>费用上限的币种</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>divides sessions between two targets until one is shown to be better</source>
        <translation>把会话分给两个目标，直到其中一个被证明更好</translation>
    </message>
    <message>
        <source>a new name begins a new experiment</source>
        <translation>新名称开始新的实验</translation>
    </message>
    <message>
        <source>Arms</source>
        <translation>实验组</translation>
    </message>
    <message>
        <source>the two targets that are compared</source>
        <translation>要比较的两个目标</translation>
    </message>
    <message>
        <source>its index in the list of targets, from 0</source>
        <translation>在目标列表中的序号，从 0 开始</translation>
    </message>
    <message>
        <source>Share of sessions</source>
        <translation>会话份额</translation>
    </message>
    <message>
        <source>relative to the share of the other arm</source>
        <translation>相对于另一组的份额</translation>
    </message>
    <message>
        <source>Assigned by</source>
        <translation>分组依据</translation>
    </message>
    <message>
        <source>a session stays with its arm</source>
        <translation>会话始终留在同一组</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>what decides which arm is better</source>
        <translation>按什么判断哪一组更好</translation>
    </message>
    <message>
        <source>Stop at a winner</source>
        <translation>有胜者时停止</translation>
    </message>
    <message>
        <source>the winner gets all requests once it is shown</source>
        <translation>一旦有胜者，它就得到全部请求</translation>
    </message>
    <message>
        <source>error rate</source>
        <translation>错误率</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>score of a judge (not available yet)</source>
        <translation>评判模型的得分（尚不可用）</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Add an arm</source>
        <translation>添加一组</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判模型</translation>
    </message>
    <message>
        <source>scores one answer of each session, for the measure judge</source>
        <translation>为每个会话的一个回答评分，用于度量 judge</translation>
    </message>
    <message>
        <source>PROVIDER/MODEL; it gets the conversations of clients</source>
        <translation>供应商/模型；它会收到客户端的对话</translation>
    </message>
    <message>
        <source>Rubric</source>
        <translation>评分标准</translation>
    </message>
    <message>
        <source>what a good answer is: a text, or a name such as helpful</source>
        <translation>什么是好的回答：一段文字，或 helpful 之类的名称</translation>
    </message>
    <message>
        <source>Answers per day</source>
        <translation>每天评分的回答</translation>
    </message>
    <message>
        <source>at most so many are scored</source>
        <translation>最多评这么多个</translation>
    </message>
</context>
<context>
    <name>ui::fields::FileControl</name>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>%1: choose a file</source>
        <comment>a field</comment>
        <translation>%1：选择文件</translation>
    </message>
</context>
<context>
    <name>ui::fields::LinesControl</name>
    <message>
        <source>Line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
</context>
<context>
    <name>ui::fields::LiveForm</name>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>not the same for all; a change here applies to all of them</source>
        <translation>各项不同；在此修改会应用到全部</translation>
    </message>
    <message>
        <source>This value was changed elsewhere while you edited it. Edit it again to overwrite that change, or leave this page to keep it.</source>
        <translation>编辑期间，该值在别处有改动。再次编辑可覆盖那处改动，离开此页则保留那处改动。</translation>
    </message>
</context>
<context>
    <name>ui::fields::NamedValuesControl</name>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
</context>
<context>
    <name>ui::fields::Notation</name>
    <message>
        <source>name = value</source>
        <comment>what a line may be</comment>
        <translation>名称 = 值</translation>
    </message>
    <message>
        <source>“%1” is not in the form name = value</source>
        <translation>“%1”不是“名称 = 值”的形式</translation>
    </message>
    <message>
        <source>the value of “%1” is not valid JSON: put text in quotes</source>
        <translation>“%1”的值不是有效的 JSON：文本要加引号</translation>
    </message>
    <message>
        <source>“%1” appears twice</source>
        <translation>“%1”出现了两次</translation>
    </message>
    <message>
        <source>exact, prefix*, *suffix, ~regex</source>
        <comment>what a line may be</comment>
        <translation>完整匹配、前缀*、*后缀、~正则表达式</translation>
    </message>
    <message>
        <source>name = value, name = prefix*, name</source>
        <comment>what a line may be</comment>
        <translation>名称 = 值、名称 = 前缀*、名称</translation>
    </message>
    <message>
        <source>one per line</source>
        <translation>每行一个</translation>
    </message>
</context>
<context>
    <name>ui::fields::OptionalGroupControl</name>
    <message>
        <source>one of its fields is not valid</source>
        <translation>其中有一项无效</translation>
    </message>
</context>
<context>
    <name>ui::fields::ProxyControl</name>
    <message>
        <source>password: keychain:NAME, env:NAME or file:PATH</source>
        <translation>密码：keychain:NAME、env:NAME 或 file:PATH</translation>
    </message>
    <message>
        <source>Proxy URL</source>
        <translation>代理 URL</translation>
    </message>
    <message>
        <source>user name, if required</source>
        <translation>用户名（如需要）</translation>
    </message>
    <message>
        <source>Proxy user name</source>
        <translation>代理用户名</translation>
    </message>
    <message>
        <source>Proxy password reference</source>
        <translation>代理密码的引用</translation>
    </message>
</context>
<context>
    <name>ui::models::BillTableModel</name>
    <message>
        <source>(web search)</source>
        <translation>（网页搜索）</translation>
    </message>
    <message>
        <source>(no model)</source>
        <translation>（无模型）</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Bill</source>
        <translation>账单</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>用量记录</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Ledger notes</source>
        <translation>记录备注</translation>
    </message>
</context>
<context>
    <name>ui::models::BillText</name>
    <message>
        <source>Requests</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Uncached input</source>
        <translation>未缓存输入</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
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
        <source>Web searches</source>
        <translation>网页搜索</translation>
    </message>
    <message>
        <source>Cost in $</source>
        <translation>费用（US$）</translation>
    </message>
    <message>
        <source>Cost in ¥</source>
        <translation>费用（¥）</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s) without tokens</source>
        <translation>
            <numerusform>%1 个请求没有 token 数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s) without a full price</source>
        <translation>
            <numerusform>%1 个请求价格不完整</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln day(s) differ</source>
        <translation>
            <numerusform>%Ln 天中有 %1 天不一致</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The ledger matches the bill: %Ln day(s)</source>
        <translation>
            <numerusform>用量记录与账单一致：%Ln 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The ledger matches the part of the bill that could be read: %Ln day(s)</source>
        <translation>
            <numerusform>用量记录与账单中可读取的部分一致：%Ln 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %1 of %Ln day(s) only hourly totals are left. They may include requests from just before or after the day.</source>
        <translation>
            <numerusform>%Ln 天中有 %1 天只剩每小时的合计，其中可能包括当天前后不久的请求。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %1 of %Ln day(s) request details were deleted. Web searches are not counted there, and their cost is included in the models’ cost.</source>
        <translation>
            <numerusform>%Ln 天中有 %1 天的请求详情已删除：这些天不统计网页搜索，其费用计入各模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>Ledger amounts in the other currency are converted at $1 = %1 (%2).</source>
        <comment>rate, its day</comment>
        <translation>用量记录中其他币种的金额按 US$1 = %1（%2）换算。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln amount(s) cannot be compared because the ledger uses another currency and no exchange rate is set. Set one in the settings.</source>
        <translation>
            <numerusform>用量记录的币种与账单不同，又没有设置汇率，因此 %Ln 个金额无法比较。请在设置中填写汇率。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::BudgetText</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>%1, consumer %2</source>
        <comment>a budget&apos;s period and for whom</comment>
        <translation>%1，调用方 %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a budget&apos;s period and provider</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2, consumer %3</source>
        <comment>a budget&apos;s period, provider and for whom</comment>
        <translation>%1，%2，调用方 %3</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>amount spent, budget</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 over</source>
        <comment>amount</comment>
        <translation>超出 %1</translation>
    </message>
    <message>
        <source>%1 used</source>
        <comment>share of a budget</comment>
        <translation>已用 %1</translation>
    </message>
    <message numerus="yes">
        <source>resets in %Ln day(s)</source>
        <translation>
            <numerusform>%Ln 天后重置</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>resets in %Ln hour(s)</source>
        <translation>
            <numerusform>%Ln 小时后重置</numerusform>
        </translation>
    </message>
    <message>
        <source>resets in %1</source>
        <translation>%1后重置</translation>
    </message>
    <message>
        <source>%1 not included: no exchange rate</source>
        <translation>不含 %1：没有汇率</translation>
    </message>
    <message>
        <source>%1 converted at $1 = %2 (%3)</source>
        <comment>amount, rate, its day</comment>
        <translation>其中 %1 按 US$1 = %2（%3）换算</translation>
    </message>
    <message>
        <source>about %1 from estimated tokens</source>
        <comment>amount</comment>
        <translation>约 %1 来自估算的 token</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a budget&apos;s name, how much of it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 of today’s %2</source>
        <comment>share, budget</comment>
        <translation>今日预算 %2 已用 %1</translation>
    </message>
    <message>
        <source>%1 of this week’s %2</source>
        <comment>share, budget</comment>
        <translation>本周预算 %2 已用 %1</translation>
    </message>
    <message>
        <source>%1 of this month’s %2</source>
        <comment>share, budget</comment>
        <translation>本月预算 %2 已用 %1</translation>
    </message>
    <message>
        <source>%1 a day</source>
        <comment>a budget</comment>
        <translation>每天 %1</translation>
    </message>
    <message>
        <source>%1 a week</source>
        <comment>a budget</comment>
        <translation>每周 %1</translation>
    </message>
    <message>
        <source>%1 a month</source>
        <comment>a budget</comment>
        <translation>每月 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price are not all in it</source>
        <translation>
            <numerusform>%1 个回答价格不完整，未全部计入</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: the budget is used up</source>
        <translation>%1：预算已用完</translation>
    </message>
    <message>
        <source>%1: %2 of the budget used</source>
        <translation>%1：预算已用 %2</translation>
    </message>
    <message>
        <source>≥ %1 over</source>
        <comment>amount</comment>
        <translation>至少超出 %1</translation>
    </message>
    <message>
        <source>≥ %1 used</source>
        <comment>share of a budget</comment>
        <translation>已用至少 %1</translation>
    </message>
    <message>
        <source>≥ %1 of today’s %2</source>
        <comment>share, budget</comment>
        <translation>今日预算 %2 已用至少 %1</translation>
    </message>
    <message>
        <source>≥ %1 of this week’s %2</source>
        <comment>share, budget</comment>
        <translation>本周预算 %2 已用至少 %1</translation>
    </message>
    <message>
        <source>≥ %1 of this month’s %2</source>
        <comment>share, budget</comment>
        <translation>本月预算 %2 已用至少 %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <comment>without an amount spent</comment>
        <translation>预算 %1</translation>
    </message>
    <message>
        <source>cost unknown</source>
        <translation>费用未知</translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a price</source>
        <translation>
            <numerusform>%1 个回答没有价格</numerusform>
        </translation>
    </message>
    <message>
        <source>cost unknown, budget %1</source>
        <translation>费用未知，预算 %1</translation>
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
        <source>has %Ln models with “%1”</source>
        <extracomment>%Ln models whose names hold the text %1</extracomment>
        <translation>
            <numerusform>有 %Ln 个含“%1”的模型</numerusform>
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
    <name>ui::models::ClientMove</name>
    <message>
        <source>its file was changed after setup</source>
        <translation>设置之后其文件被改动过</translation>
    </message>
</context>
<context>
    <name>ui::models::ClientName</name>
    <message>
        <source>Signalbox itself</source>
        <translation>Signalbox 自身</translation>
    </message>
    <message>
        <source>unknown client</source>
        <translation>未知客户端</translation>
    </message>
</context>
<context>
    <name>ui::models::ComparedRowsModel</name>
    <message>
        <source>not rated</source>
        <translation>未评分</translation>
    </message>
    <message>
        <source>%1 is better</source>
        <comment>a target</comment>
        <translation>%1 更好</translation>
    </message>
    <message>
        <source>tie</source>
        <translation>平手</translation>
    </message>
    <message>
        <source>both are wrong</source>
        <translation>都不对</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>ui::models::ConsumerDraft</name>
    <message>
        <source>Enter a name</source>
        <translation>请输入名称</translation>
    </message>
    <message>
        <source>“anonymous” is reserved for callers without a key. Choose another name</source>
        <translation>“anonymous”保留给没有密钥的调用方，请换一个名称</translation>
    </message>
    <message>
        <source>A consumer with this name already exists</source>
        <translation>已有同名的调用方</translation>
    </message>
    <message>
        <source>This date is in the past</source>
        <translation>这个日期已经过去</translation>
    </message>
    <message>
        <source>“Signalbox” is reserved for this window. Choose another name</source>
        <translation>“Signalbox”保留给本窗口，请换一个名称</translation>
    </message>
</context>
<context>
    <name>ui::models::ConsumerListModel</name>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>最近请求</translation>
    </message>
    <message>
        <source>Tokens today</source>
        <translation>今日 token</translation>
    </message>
</context>
<context>
    <name>ui::models::ConsumerText</name>
    <message>
        <source>revoked</source>
        <translation>已吊销</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>expires soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有密钥</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) ready</source>
        <translation>
            <numerusform>%Ln 个密钥就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>no hint</source>
        <translation>没有提示</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永不过期</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names of a list</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>all routes</source>
        <translation>所有路由</translation>
    </message>
    <message>
        <source>all models</source>
        <translation>所有模型</translation>
    </message>
    <message>
        <source>not seen yet</source>
        <translation>从未请求</translation>
    </message>
    <message>
        <source>kept until %1</source>
        <comment>contents of requests, and a day</comment>
        <translation>保留至 %1</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalDatasetListModel</name>
    <message>
        <source>built in · %1</source>
        <translation>内置 · %1</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalMatrixModel</name>
    <message>
        <source>baseline</source>
        <translation>比较基准</translation>
    </message>
    <message>
        <source>95% interval: %1</source>
        <translation>95% 区间：%1</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>95% interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalPairsModel</name>
    <message>
        <source>corrected for the number of pairs</source>
        <translation>已按组合数校正</translation>
    </message>
    <message>
        <source>for 1,000 rows</source>
        <translation>每 1,000 行</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Against</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>rows on which the judge preferred the first target, and the second one</source>
        <translation>评判模型认为前者更好的行数，以及认为后者更好的行数</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判模型</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalRunDraft</name>
    <message>
        <source>Choose a dataset.</source>
        <translation>请选择数据集。</translation>
    </message>
    <message>
        <source>The dataset is being read.</source>
        <translation>正在读取数据集。</translation>
    </message>
    <message>
        <source>Choose at least one target.</source>
        <translation>请至少选择一个目标。</translation>
    </message>
    <message>
        <source>The cost is being estimated.</source>
        <translation>正在估算费用。</translation>
    </message>
    <message>
        <source>The price of %1 is unknown. Allow unpriced models, or set a price in the settings.</source>
        <translation>%1 的价格未知。请允许无价格的模型，或在设置中填写价格。</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalRunListModel</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Highest score</source>
        <translation>最高分</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalRunPair</name>
    <message numerus="yes">
        <source>The same dataset, %1 row(s)</source>
        <translation>
            <numerusform>数据集相同，%1 行</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Different datasets, %1 row(s) in common</source>
        <translation>
            <numerusform>数据集不同，有 %1 行相同</numerusform>
        </translation>
    </message>
    <message>
        <source>verdicts follow when both runs have ended</source>
        <translation>两次运行都结束后才给出结论</translation>
    </message>
    <message>
        <source>only in %1</source>
        <comment>a run</comment>
        <translation>仅在 %1 中</translation>
    </message>
    <message>
        <source>no scored rows in common</source>
        <translation>没有共同的已评分行</translation>
    </message>
    <message>
        <source>score, cost per 1,000 rows, median time</source>
        <translation>得分、每 1,000 行的费用、用时中位数</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalSession</name>
    <message>
        <source>Another run is in progress.</source>
        <translation>另一次运行正在进行。</translation>
    </message>
    <message>
        <source>The gateway is not listening.</source>
        <translation>网关没有在监听。</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalTagModel</name>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalTargetListModel</name>
    <message>
        <source>unpriced</source>
        <translation>无价格</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Input / 1 M</source>
        <translation>输入 / 百万</translation>
    </message>
    <message>
        <source>Output / 1 M</source>
        <translation>输出 / 百万</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估算</translation>
    </message>
</context>
<context>
    <name>ui::models::EvalText</name>
    <message>
        <source>running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>stopped at %1</source>
        <comment>an amount of money</comment>
        <translation>达到 %1 后停止</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 answers</source>
        <translation>
            <numerusform>已有 %1 个回答，共 %2 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s) failed</source>
        <translation>
            <numerusform>%1 行失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s)</source>
        <translation>
            <numerusform>%1 个回答</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 failed</source>
        <comment>answers</comment>
        <translation>
            <numerusform>%1 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1 left</source>
        <comment>a duration</comment>
        <translation>约剩 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two scores</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
    <message>
        <source>better by %1 (%2)</source>
        <comment>a difference, its interval</comment>
        <translation>高 %1（%2）</translation>
    </message>
    <message>
        <source>worse by %1 (%2)</source>
        <comment>a difference, its interval</comment>
        <translation>低 %1（%2）</translation>
    </message>
    <message numerus="yes">
        <source>no difference shown (%1 rows needed)</source>
        <translation>
            <numerusform>未显示差异（需要 %1 行）</numerusform>
        </translation>
    </message>
    <message>
        <source>no difference shown</source>
        <translation>未显示差异</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s) of the dataset are invalid. Correct them, or leave them out.</source>
        <translation>
            <numerusform>数据集中有 %1 行无效。请改正或略过它们。</numerusform>
        </translation>
    </message>
    <message>
        <source>The dataset has no valid row.</source>
        <translation>数据集中没有有效的行。</translation>
    </message>
    <message>
        <source>Some answers can only be scored by a judge. Choose a model as the judge.</source>
        <translation>有些回答只能由评判模型评分。请选择一个模型作为评判。</translation>
    </message>
    <message>
        <source>The dataset runs programs to check answers. Allow that if you trust it.</source>
        <translation>该数据集会运行程序来检查回答。如果信任它，请允许。</translation>
    </message>
    <message>
        <source>line %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>line %1: &quot;%2&quot; %3</source>
        <comment>a number, a field, what is wrong with it</comment>
        <translation>第 %1 行：“%2”%3</translation>
    </message>
    <message>
        <source>about %1</source>
        <comment>an amount of money</comment>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two amounts of money</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message numerus="yes">
        <source>plus %1 unpriced model(s)</source>
        <translation>
            <numerusform>另有 %1 个无价格的模型</numerusform>
        </translation>
    </message>
    <message>
        <source>about %1</source>
        <comment>a duration</comment>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>equals</source>
        <translation>等于</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>does not contain</source>
        <translation>不包含</translation>
    </message>
    <message>
        <source>matches the expression</source>
        <translation>匹配表达式</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>fits the JSON schema</source>
        <translation>符合 JSON 模式</translation>
    </message>
    <message>
        <source>value in the JSON</source>
        <translation>JSON 中的值</translation>
    </message>
    <message>
        <source>similar words (ROUGE-L)</source>
        <translation>用词相近（ROUGE-L）</translation>
    </message>
    <message>
        <source>similar meaning</source>
        <translation>意思相近</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>评判</translation>
    </message>
    <message>
        <source>checked by a program</source>
        <translation>由程序检查</translation>
    </message>
    <message>
        <source>time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>time to first token</source>
        <translation>首 token 用时</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>better</source>
        <translation>更好</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>更差</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 needed</source>
        <comment>rows, a number</comment>
        <translation>%1，需要 %2 行</translation>
    </message>
    <message>
        <source>&lt; %1</source>
        <comment>a probability</comment>
        <translation>&lt; %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two durations</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1, Chinese</source>
        <comment>a rubric</comment>
        <translation>%1，中文</translation>
    </message>
    <message>
        <source>%1, English</source>
        <comment>a rubric</comment>
        <translation>%1，英文</translation>
    </message>
    <message>
        <source>Per answer: p50 %1, p95 %2</source>
        <comment>two amounts of money</comment>
        <translation>单个回答：p50 %1，p95 %2</translation>
    </message>
    <message>
        <source>%1 : %2</source>
        <comment>two numbers of rows</comment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1 tied</source>
        <comment>a number of rows</comment>
        <translation>%1 行平局</translation>
    </message>
    <message>
        <source>%1, %2 without a verdict</source>
        <comment>rows that are tied, a number of rows</comment>
        <translation>%1，%2 行无结论</translation>
    </message>
    <message>
        <source>Fields of the rows that are not used and not sent: %1</source>
        <translation>数据行中未使用也不发送的字段：%1</translation>
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
        <source>%1: no keychain available for key “%2”</source>
        <translation>%1：没有可读取密钥“%2”的钥匙串</translation>
    </message>
    <message>
        <source>%1: access to key “%2” denied</source>
        <translation>%1：不允许读取密钥“%2”</translation>
    </message>
    <message>
        <source>%1: the keychain is not responding for key “%2”</source>
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
        <source>%1 serves “%2” again</source>
        <translation>%1 恢复提供“%2”</translation>
    </message>
    <message>
        <source>Request failed: %1</source>
        <translation>请求失败：%1</translation>
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
        <source>Event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Port in use</source>
        <translation>端口被占用</translation>
    </message>
    <message>
        <source>The configuration file has an error</source>
        <translation>配置文件有错误</translation>
    </message>
    <message>
        <source>The gateway has a problem</source>
        <translation>网关出现问题</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2 time(s))</source>
        <translation>
            <numerusform>%1（%2 次）</numerusform>
        </translation>
    </message>
    <message>
        <source>HTTPS is not available</source>
        <translation>HTTPS 不可用</translation>
    </message>
    <message>
        <source>The gateway is not responding</source>
        <translation>网关没有响应</translation>
    </message>
    <message>
        <source>The gateway is responding again</source>
        <translation>网关恢复响应</translation>
    </message>
    <message>
        <source>%1 was moved to another of its models</source>
        <translation>%1 已切换到它的另一个模型</translation>
    </message>
    <message>
        <source>%1 was skipped, moved to %2</source>
        <translation>%1 被跳过，已切换到 %2</translation>
    </message>
    <message>
        <source>The gateway listens again</source>
        <translation>网关恢复监听</translation>
    </message>
    <message>
        <source>HTTPS is available again</source>
        <translation>HTTPS 恢复可用</translation>
    </message>
    <message>
        <source>Version %1 is available</source>
        <translation>版本 %1 可供安装</translation>
    </message>
    <message>
        <source>Version %1 is installed; restart to use it</source>
        <translation>版本 %1 已安装，重启后使用</translation>
    </message>
    <message>
        <source>%1: key “%2” needs approval for its destination</source>
        <translation>%1：密钥“%2”的发送地址等待批准</translation>
    </message>
    <message>
        <source>%1: key “%2” is not usable</source>
        <translation>%1：密钥“%2”无法使用</translation>
    </message>
    <message>
        <source>Request failed: %1 (“%2”)</source>
        <comment>a reason, a model</comment>
        <translation>请求失败：%1（“%2”）</translation>
    </message>
    <message>
        <source>Request failed: %1 (“%2”, %3)</source>
        <comment>a reason, a model, a provider</comment>
        <translation>请求失败：%1（“%2”，%3）</translation>
    </message>
    <message>
        <source>%1 of it used by %2</source>
        <comment>a percentage; who</comment>
        <translation>%2 已用 %1</translation>
    </message>
    <message>
        <source>%1; resets at %2</source>
        <comment>how much is used by whom; a time</comment>
        <translation>%1；%2 重置</translation>
    </message>
    <message>
        <source>Limit “%1” is reached</source>
        <translation>限额“%1”已用完</translation>
    </message>
    <message>
        <source>Limit “%1”: %2 used</source>
        <translation>限额“%1”：已用 %2</translation>
    </message>
    <message numerus="yes">
        <source>A conversation of “%1” repeats itself: the same tool call %Ln time(s) in a row</source>
        <translation>
            <numerusform>“%1” 的对话在重复：同一工具调用连续 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was shown to be better. It gets all requests of route “%2” from now on.</source>
        <comment>a model, a route</comment>
        <translation>%1 已被证明更好。从现在起，它得到路由“%2”的全部请求。</translation>
    </message>
    <message>
        <source>%1 was shown to be better. Sessions are still divided between both.</source>
        <comment>a model</comment>
        <translation>%1 已被证明更好。会话仍然分给两者。</translation>
    </message>
    <message>
        <source>Experiment “%1” has a winner: %2</source>
        <comment>a name, a model</comment>
        <translation>实验“%1”已有胜者：%2</translation>
    </message>
</context>
<context>
    <name>ui::models::ExplanationText</name>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>No route matches</source>
        <translation>没有匹配的路由</translation>
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
        <source>price unknown</source>
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
        <source>%1 is skipped: the provider recently refused this endpoint or the request’s tools</source>
        <comment>%1: a path</comment>
        <translation>跳过 %1：供应商最近拒绝了该端点或请求中的工具</translation>
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
        <source>No attempt possible</source>
        <translation>无法尝试任何目标</translation>
    </message>
    <message>
        <source>being retried after: %1</source>
        <translation>正在重试，此前：%1</translation>
    </message>
    <message>
        <source>cooling down until %1 after: %2</source>
        <translation>冷却至 %1，原因：%2</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>After a failure</source>
        <translation>失败之后</translation>
    </message>
    <message>
        <source>Hello</source>
        <translation>你好</translation>
    </message>
    <message>
        <source>pinned to top</source>
        <translation>已置顶</translation>
    </message>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation would not be cached</source>
        <translation>
            <numerusform>此对话约 %1 个 token 无法命中缓存</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation would not be cached, which costs %2 more</source>
        <translation>
            <numerusform>此对话约 %1 个 token 无法命中缓存，多花 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 × the regular price (%2)</source>
        <comment>%2: such as 16:30-00:30 UTC</comment>
        <translation>常规价格的 %1 倍（%2）</translation>
    </message>
    <message>
        <source>Response to client</source>
        <translation>客户端收到的响应</translation>
    </message>
    <message>
        <source>Other routes</source>
        <translation>其他路由</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <extracomment>%1: names of routes, separated by commas</extracomment>
        <translation>
            <numerusform>%1 及其他 %Ln 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>The order depends on earlier requests: %1</source>
        <translation>顺序取决于先前的请求：%1</translation>
    </message>
    <message numerus="yes">
        <source>about %1 token(s) of this conversation are in its prompt cache: staying costs about %2</source>
        <translation>
            <numerusform>此对话约 %1 个 token 在其提示词缓存中：留下约需 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>moving here costs an unknown amount, staying with %1 about %2</source>
        <translation>转到此处的费用未知，留在 %1 约需 %2</translation>
    </message>
    <message>
        <source>moving here costs about %1, staying with %2 about %3</source>
        <translation>转到此处约需 %1，留在 %2 约需 %3</translation>
    </message>
    <message>
        <source>Shadow request</source>
        <translation>影子请求</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
</context>
<context>
    <name>ui::models::FailureClassListModel</name>
    <message>
        <source>customised</source>
        <translation>已自定义</translation>
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
        <translation>处理方式</translation>
    </message>
    <message>
        <source>Cooldown of</source>
        <translation>冷却对象</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>冷却时间</translation>
    </message>
</context>
<context>
    <name>ui::models::FailureRuleDraft</name>
    <message>
        <source>Enter a name</source>
        <translation>请输入名称</translation>
    </message>
    <message>
        <source>A rule with this name already exists</source>
        <translation>已有同名的规则</translation>
    </message>
    <message>
        <source>“%1” is not valid: enter an HTTP status from 100 to 599, or 4xx for a whole class</source>
        <translation>“%1”无效：请输入 100 到 599 的 HTTP 状态码，或用 4xx 表示一类</translation>
    </message>
    <message>
        <source>Enter statuses or words; otherwise the rule would match every response</source>
        <translation>请输入状态码或词，否则此规则会匹配所有响应</translation>
    </message>
    <message>
        <source>The rule was removed or renamed while this dialog was open. Close the dialog and edit or add the rule again.</source>
        <translation>此对话框打开期间，该规则已被移除或重命名。请关闭后重新编辑或添加。</translation>
    </message>
    <message>
        <source>The rule was changed elsewhere while this dialog was open. Close the dialog and edit the rule again.</source>
        <translation>此对话框打开期间，该规则已在别处被修改。请关闭对话框后重新编辑。</translation>
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
        <source>Failure class</source>
        <translation>失败类别</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Cooldown of</source>
        <translation>冷却对象</translation>
    </message>
    <message>
        <source>”, “</source>
        <comment>between quoted words of a list</comment>
        <translation>”、“</translation>
    </message>
</context>
<context>
    <name>ui::models::FoundText</name>
    <message>
        <source>none so far</source>
        <comment>number of requests</comment>
        <translation>目前没有</translation>
    </message>
    <message>
        <source>none today</source>
        <comment>number of requests</comment>
        <translation>今天没有</translation>
    </message>
    <message>
        <source>none found</source>
        <comment>number of requests</comment>
        <translation>没有找到</translation>
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
        <translation>正在使用备用</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>No providers yet</source>
        <translation>还没有供应商</translation>
    </message>
    <message>
        <source>No usable provider</source>
        <translation>没有可用的供应商</translation>
    </message>
    <message>
        <source>Port in use</source>
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
        <source>%Ln active</source>
        <translation>
            <numerusform>%Ln 个请求进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>reading keys and opening ports</source>
        <translation>正在读取密钥并打开端口</translation>
    </message>
    <message>
        <source>%1 · %2 by %3</source>
        <comment>requests under way, model name, provider</comment>
        <translation>%1 · %2 由 %3 提供</translation>
    </message>
    <message numerus="yes">
        <source>%Ln still active</source>
        <translation>
            <numerusform>仍有 %Ln 个请求进行中</numerusform>
        </translation>
    </message>
    <message>
        <source>new requests are rejected</source>
        <translation>新请求会被拒绝</translation>
    </message>
    <message>
        <source>the demo provider answers</source>
        <translation>由演示供应商回答</translation>
    </message>
    <message>
        <source>see Providers for the reason</source>
        <translation>原因见“供应商”页</translation>
    </message>
    <message>
        <source>using the last valid configuration</source>
        <translation>使用上一份有效配置</translation>
    </message>
    <message>
        <source>no requests</source>
        <translation>没有请求</translation>
    </message>
    <message>
        <source>cost unknown</source>
        <translation>费用未知</translation>
    </message>
    <message>
        <source>Not responding</source>
        <translation>无响应</translation>
    </message>
    <message>
        <source>no requests are served</source>
        <translation>不处理任何请求</translation>
    </message>
    <message>
        <source>The gateway thread is not responding. Restart Signalbox; requests in progress will be lost. See the log for the time it stopped.</source>
        <translation>网关线程没有响应。请重启 Signalbox；进行中的请求会丢失。停止响应的时间见日志。</translation>
    </message>
    <message>
        <source>The configuration was written by a newer version of Signalbox. It is read-only here, and settings this version does not know have no effect.</source>
        <translation>配置由更新版本的 Signalbox 写成，在这里为只读；当前版本不认识的设置不起作用。</translation>
    </message>
    <message numerus="yes">
        <source>%1 token(s)</source>
        <translation>
            <numerusform>%1 token</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without a full price</source>
        <translation>
            <numerusform>%Ln 个请求价格不完整</numerusform>
        </translation>
    </message>
    <message>
        <source>add a provider to answer requests</source>
        <translation>请添加供应商来处理请求</translation>
    </message>
    <message>
        <source>The usage ledger is not available. Requests are served but may be missing from usage.</source>
        <translation>用量记录不可用。请求照常处理，但可能不计入用量。</translation>
    </message>
    <message>
        <source>Keys locked</source>
        <translation>密钥已锁定</translation>
    </message>
    <message>
        <source>unlock them to use their providers</source>
        <translation>解锁后才能使用相关供应商</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>the file of the configuration, and what is wrong with it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>HTTPS is not available. %1</source>
        <comment>why, and what can be done</comment>
        <translation>HTTPS 不可用。%1</translation>
    </message>
    <message>
        <source>HTTPS still uses the previous certificate. %1</source>
        <comment>why its files are of no use now</comment>
        <translation>HTTPS 仍使用之前的证书。%1</translation>
    </message>
    <message>
        <source>the demo provider answers until it is fixed</source>
        <translation>修复之前由演示供应商回答</translation>
    </message>
    <message>
        <source>until %1 · %2</source>
        <comment>a time, what happens meanwhile</comment>
        <translation>至 %1 · %2</translation>
    </message>
</context>
<context>
    <name>ui::models::InFlightModel</name>
    <message>
        <source>selecting a provider</source>
        <translation>正在选择供应商</translation>
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
        <translation>供应商</translation>
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
        <source>%1: %2</source>
        <comment>provider and why it did not answer</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>没有回答</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
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
        <source>not reported yet</source>
        <translation>尚未报告</translation>
    </message>
    <message>
        <source>not reported by this provider</source>
        <translation>该供应商不报告</translation>
    </message>
    <message>
        <source>not reported: “%1”</source>
        <comment>why a balance is unknown, in its own words</comment>
        <translation>未报告：“%1”</translation>
    </message>
    <message>
        <source>%1 of %2 left</source>
        <comment>what is left of a limit</comment>
        <translation>剩余 %1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>what is left of a limit</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Plan, %1</source>
        <comment>the length of a window of a subscription plan: 5h, week</comment>
        <translation>套餐，%1</translation>
    </message>
    <message>
        <source>%1 used</source>
        <comment>a percentage of a plan</comment>
        <translation>已用 %1</translation>
    </message>
    <message>
        <source>used up at about %1</source>
        <comment>a time</comment>
        <translation>预计 %1 用完</translation>
    </message>
    <message>
        <source>5 hours</source>
        <translation>5 小时</translation>
    </message>
    <message>
        <source>day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>month</source>
        <translation>每月</translation>
    </message>
</context>
<context>
    <name>ui::models::KeychainTrial</name>
    <message>
        <source>Not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>Writing, reading and deleting an entry…</source>
        <translation>正在写入、读取并删除一个条目…</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>工作正常</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Not usable</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>an entry was written, read and deleted</source>
        <translation>已写入、读取并删除一个条目</translation>
    </message>
    <message>
        <source>The system may ask for its password.</source>
        <translation>系统可能会询问密码。</translation>
    </message>
    <message>
        <source>Keys are stored there unless you choose another place.</source>
        <translation>除非另选位置，密钥都保存在系统钥匙串中。</translation>
    </message>
</context>
<context>
    <name>ui::models::LimitListModel</name>
    <message>
        <source>Limit</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>计量</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Nearest to the limit</source>
        <translation>最接近上限</translation>
    </message>
</context>
<context>
    <name>ui::models::LimitText</name>
    <message>
        <source>%1, %2</source>
        <comment>a day and a time</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求数</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Concurrent requests</source>
        <translation>并发请求</translation>
    </message>
    <message>
        <source>Weighted tokens</source>
        <translation>加权 token</translation>
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
        <source>Input + output tokens</source>
        <translation>输入 + 输出 token</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
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
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Sub-agent</source>
        <translation>子智能体</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more can wait</source>
        <translation>
            <numerusform>另可排队 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>none can wait</source>
        <translation>不可排队</translation>
    </message>
    <message numerus="yes">
        <source>per %Ln day(s), sliding</source>
        <translation>
            <numerusform>每 %Ln 天，滑动窗口</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln hour(s), sliding</source>
        <translation>
            <numerusform>每 %Ln 小时，滑动窗口</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln minute(s), sliding</source>
        <translation>
            <numerusform>每 %Ln 分钟，滑动窗口</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>per %Ln second(s), sliding</source>
        <translation>
            <numerusform>每 %Ln 秒，滑动窗口</numerusform>
        </translation>
    </message>
    <message>
        <source>per second, calendar</source>
        <translation>每秒，整秒</translation>
    </message>
    <message>
        <source>per second, sliding</source>
        <translation>每秒，滑动窗口</translation>
    </message>
    <message>
        <source>per minute, calendar</source>
        <translation>每分钟，整分</translation>
    </message>
    <message>
        <source>per minute, sliding</source>
        <translation>每分钟，滑动窗口</translation>
    </message>
    <message>
        <source>per hour, calendar</source>
        <translation>每小时，整点</translation>
    </message>
    <message>
        <source>per hour, sliding</source>
        <translation>每小时，滑动窗口</translation>
    </message>
    <message>
        <source>per day, calendar</source>
        <translation>每天，自然日</translation>
    </message>
    <message>
        <source>per 24 hours, sliding</source>
        <translation>每 24 小时，滑动窗口</translation>
    </message>
    <message>
        <source>per week, calendar</source>
        <translation>每周，自然周</translation>
    </message>
    <message>
        <source>per 7 days, sliding</source>
        <translation>每 7 天，滑动窗口</translation>
    </message>
    <message>
        <source>per month, calendar</source>
        <translation>每月，自然月</translation>
    </message>
    <message>
        <source>per 30 days, sliding</source>
        <translation>每 30 天，滑动窗口</translation>
    </message>
    <message>
        <source>All requests</source>
        <translation>所有请求</translation>
    </message>
    <message>
        <source>Route %1</source>
        <translation>路由 %1</translation>
    </message>
    <message>
        <source>Consumer %1</source>
        <translation>调用方 %1</translation>
    </message>
    <message>
        <source>Enforced budget</source>
        <translation>强制执行的预算</translation>
    </message>
    <message>
        <source>only %1</source>
        <comment>names of providers, models or consumers</comment>
        <translation>仅限 %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <comment>without a number of what is used</comment>
        <translation>上限 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>what is used, limit</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>no numbers from the gateway</source>
        <translation>网关没有给出数字</translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln 个排队中</numerusform>
        </translation>
    </message>
    <message>
        <source>none waiting</source>
        <translation>无排队</translation>
    </message>
    <message>
        <source>nothing used</source>
        <translation>尚未使用</translation>
    </message>
    <message>
        <source>resets at midnight</source>
        <translation>零点重置</translation>
    </message>
    <message>
        <source>resets at %1</source>
        <translation>%1 重置</translation>
    </message>
    <message>
        <source>frees up in %1</source>
        <comment>a time</comment>
        <translation>%1后逐步恢复</translation>
    </message>
    <message>
        <source>frees up from %1</source>
        <translation>%1 起逐步恢复</translation>
    </message>
    <message>
        <source>%1 reserved</source>
        <comment>an amount</comment>
        <translation>预留 %1</translation>
    </message>
    <message>
        <source>unknown project</source>
        <translation>未知项目</translation>
    </message>
    <message>
        <source>unknown program</source>
        <translation>未知程序</translation>
    </message>
    <message>
        <source>no route</source>
        <translation>无路由</translation>
    </message>
    <message>
        <source>no session</source>
        <translation>无会话</translation>
    </message>
    <message>
        <source>session %1</source>
        <translation>会话 %1</translation>
    </message>
    <message>
        <source>main agent</source>
        <translation>主智能体</translation>
    </message>
    <message>
        <source>sub-agent %1</source>
        <translation>子智能体 %1</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>密钥 %1</translation>
    </message>
    <message>
        <source>now sent to %1</source>
        <comment>a target</comment>
        <translation>现转到 %1</translation>
    </message>
    <message>
        <source>requests are refused</source>
        <translation>请求被拒绝</translation>
    </message>
    <message>
        <source>one shared counter</source>
        <translation>共用一个计数器</translation>
    </message>
    <message>
        <source>no counter in use</source>
        <translation>没有在用的计数器</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln counter(s)</source>
        <translation>
            <numerusform>%Ln 个计数器中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln consumer(s)</source>
        <translation>
            <numerusform>%Ln 个调用方中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln route(s)</source>
        <translation>
            <numerusform>%Ln 条路由中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln provider(s)</source>
        <translation>
            <numerusform>%Ln 个供应商中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln model(s)</source>
        <translation>
            <numerusform>%Ln 个模型中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln key(s)</source>
        <translation>
            <numerusform>%Ln 个密钥中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln program(s)</source>
        <translation>
            <numerusform>%Ln 个程序中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln project(s)</source>
        <translation>
            <numerusform>%Ln 个项目中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln session(s)</source>
        <translation>
            <numerusform>%Ln 个会话中最高</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln agent(s)</source>
        <translation>
            <numerusform>%Ln 个智能体中最高</numerusform>
        </translation>
    </message>
    <message>
        <source>below the limit</source>
        <translation>未达上限</translation>
    </message>
    <message>
        <source>near the limit</source>
        <translation>接近上限</translation>
    </message>
    <message>
        <source>reached: requests go to %1</source>
        <comment>a target</comment>
        <translation>已达上限：请求转到 %1</translation>
    </message>
    <message>
        <source>reached: requests are refused</source>
        <translation>已达上限：请求被拒绝</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <comment>name of a limit, share used, limit</comment>
        <translation>%1：%2，上限 %3</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>what is counted, the window</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>what is used of a limit, its share</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Nearest: %1 %2</source>
        <comment>whom a counter counts, among how many</comment>
        <translation>最接近：%1，%2</translation>
    </message>
    <message>
        <source>raised until %1</source>
        <translation>提高至 %1 为止</translation>
    </message>
    <message>
        <source>Today, since the gateway started: %1 refused. A running answer is never cut off.</source>
        <translation>今天网关启动以来：拒绝 %1 个请求。已开始的回答不会被截断。</translation>
    </message>
    <message>
        <source>Today, since the gateway started: %1 refused, %2 sent to another target. A running answer is never cut off.</source>
        <translation>今天网关启动以来：拒绝 %1 个请求，%2 个转到另一个目标。已开始的回答不会被截断。</translation>
    </message>
    <message>
        <source>In the last 7 days there was no request.</source>
        <translation>过去 7 天没有请求。</translation>
    </message>
    <message>
        <source>In the last 7 days, the limit would have counted no request.</source>
        <translation>过去 7 天，这条限额不会计入任何请求。</translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days, this would have refused %1 of %2 request(s).</source>
        <translation>
            <numerusform>过去 7 天，这条限额会拒绝 %2 个请求中的 %1 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days, this would have sent %1 of %2 request(s) to %3.</source>
        <translation>
            <numerusform>过去 7 天，这条限额会把 %2 个请求中的 %1 个转到 %3。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 The ledger covers less than a day.</source>
        <comment>a sentence</comment>
        <translation>%1用量记录还不到一天。</translation>
    </message>
    <message>
        <source>Reading the last 7 days…</source>
        <translation>正在读取过去 7 天…</translation>
    </message>
    <message>
        <source>There is no ledger to compare with.</source>
        <translation>没有可供比较的用量记录。</translation>
    </message>
    <message>
        <source>The ledger cannot be read.</source>
        <translation>无法读取用量记录。</translation>
    </message>
</context>
<context>
    <name>ui::models::LiveComparisonListModel</name>
    <message>
        <source>experiment on %1</source>
        <comment>a route</comment>
        <translation>路由 %1 的实验</translation>
    </message>
    <message>
        <source>by session</source>
        <translation>按会话分配</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>未在进行</translation>
    </message>
    <message>
        <source>error rate</source>
        <translation>错误率</translation>
    </message>
    <message>
        <source>latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>评判</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>no difference shown yet</source>
        <translation>尚未显示差异</translation>
    </message>
    <message>
        <source>%1 gets all requests</source>
        <comment>a target</comment>
        <translation>%1 接收所有请求</translation>
    </message>
    <message>
        <source>%1 is better</source>
        <comment>a target</comment>
        <translation>%1 更好</translation>
    </message>
    <message>
        <source>shadow of a route</source>
        <translation>路由的影子请求</translation>
    </message>
    <message>
        <source>%1 also to %2</source>
        <comment>a share, a target</comment>
        <translation>%1 也发给 %2</translation>
    </message>
    <message>
        <source>clients never see its answers</source>
        <translation>客户端看不到它的回答</translation>
    </message>
    <message>
        <source>no copies today</source>
        <translation>今日没有副本</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 copies answered today</source>
        <translation>
            <numerusform>今日 %2 份副本中有 %1 份得到回答</numerusform>
        </translation>
    </message>
    <message>
        <source>no answer pairs stored</source>
        <translation>没有保存成对的回答</translation>
    </message>
    <message numerus="yes">
        <source>%1 answer pair(s) stored</source>
        <translation>
            <numerusform>已保存 %1 对回答</numerusform>
        </translation>
    </message>
    <message>
        <source>of %1</source>
        <comment>the most for a day</comment>
        <translation>上限 %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Cost today</source>
        <translation>今日费用</translation>
    </message>
</context>
<context>
    <name>ui::models::LiveRatesModel</name>
    <message>
        <source>unknown program</source>
        <translation>未知程序</translation>
    </message>
    <message>
        <source>none yet</source>
        <comment>no provider or model</comment>
        <translation>还没有</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>oldest: %1</source>
        <translation>最久：%1</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>失败 %1</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
    <message>
        <source>Tokens in/s</source>
        <translation>输入 token/秒</translation>
    </message>
    <message>
        <source>Tokens out/s</source>
        <translation>输出 token/秒</translation>
    </message>
    <message>
        <source>Requests/s</source>
        <translation>请求/秒</translation>
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
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>内容</translation>
    </message>
</context>
<context>
    <name>ui::models::LoopHistory</name>
    <message>
        <source>None in the last 7 days.</source>
        <translation>最近 7 天没有发生。</translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days: %Ln loop(s).</source>
        <translation>
            <numerusform>最近 7 天：%Ln 次循环。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::MatchText</name>
    <message>
        <source>“%1”: use one * at the start or end; for more, use ~ and a regular expression</source>
        <translation>“%1”：只能在开头或结尾用一个 *；更复杂的请在 ~ 后写正则表达式</translation>
    </message>
    <message>
        <source>“%1”: enter a name, a colon and a value, such as x-team: red</source>
        <translation>“%1”：请输入名称、冒号和值，例如 x-team: red</translation>
    </message>
    <message>
        <source>“%1”: enter tools, images or stream (or “no” before one of them), or tokens &gt; 32000</source>
        <translation>“%1”：请输入 tools、images 或 stream（前面可加 no），或 tokens &gt; 32000</translation>
    </message>
    <message>
        <source>“%1”: enter a time window, such as mon,tue 22:00-06:00 Asia/Shanghai</source>
        <translation>“%1”：请输入时段，例如 mon,tue 22:00-06:00 Asia/Shanghai</translation>
    </message>
    <message>
        <source>“%1” is not a day: enter mon, tue, wed, thu, fri, sat or sun</source>
        <translation>“%1”不是星期：请输入 mon、tue、wed、thu、fri、sat 或 sun</translation>
    </message>
    <message>
        <source>“%1” starts and ends at the same time: enter 00:00-24:00 for a whole day</source>
        <translation>“%1”的开始和结束时间相同：整天请输入 00:00-24:00</translation>
    </message>
</context>
<context>
    <name>ui::models::PastQuestion</name>
    <message>
        <source>%1 · %2</source>
        <comment>time, model</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 from %2 · %3</source>
        <comment>time, client, model</comment>
        <translation>%2 的历史请求 %1 · %3</translation>
    </message>
    <message>
        <source>Estimated cost</source>
        <translation>预计费用</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <comment>costs</comment>
        <translation>%1，而非 %2</translation>
    </message>
    <message numerus="yes">
        <source>for %1 input token(s) and %2 output, as in the original request</source>
        <translation>
            <numerusform>按原请求的输入 %1、输出 %2 个 token 计</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for about %1 input token(s), without the answer</source>
        <translation>
            <numerusform>输入约 %1 个 token，不含回答</numerusform>
        </translation>
    </message>
    <message>
        <source>The content was stored, the headers were not. This explains the request with the current settings.</source>
        <translation>内容已保存，请求头未保存。此处按当前设置解释该请求。</translation>
    </message>
    <message>
        <source>Neither content nor headers were stored. This explains a request with the same model, API, consumer and length.</source>
        <translation>内容和请求头都未保存。此处解释的是模型、API、调用方和长度相同的请求。</translation>
    </message>
    <message>
        <source>At the time, it used no route.</source>
        <translation>当时没有使用路由。</translation>
    </message>
    <message>
        <source>At the time, it used route %1.</source>
        <translation>当时使用的是路由 %1。</translation>
    </message>
    <message>
        <source>The result may differ because of data that was not stored or settings changed since.</source>
        <translation>结果可能因未保存的数据或之后更改的设置而不同。</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <comment>a request, its route</comment>
        <translation>%1，经 %2</translation>
    </message>
</context>
<context>
    <name>ui::models::PastedRequest</name>
    <message>
        <source>The command has an unclosed quotation mark.</source>
        <translation>命令中有未闭合的引号。</translation>
    </message>
    <message>
        <source>The command reads its body from %1. Replace it with the content of that file.</source>
        <comment>@file</comment>
        <translation>命令从 %1 读取正文。请替换为该文件的内容。</translation>
    </message>
    <message>
        <source>The command has no URL.</source>
        <translation>命令中没有网址。</translation>
    </message>
    <message>
        <source>Paste a request as JSON, as a curl command, or as HTTP with request line and headers.</source>
        <translation>请粘贴请求：JSON、curl 命令，或带请求行和请求头的 HTTP。</translation>
    </message>
    <message>
        <source>A Gemini request has its model in the path. Paste it as a curl command, or add the line POST /v1beta/models/MODEL:generateContent before it.</source>
        <translation>Gemini 请求的模型写在路径中。请粘贴 curl 命令，或在前面加上一行 POST /v1beta/models/MODEL:generateContent。</translation>
    </message>
    <message>
        <source>This is not JSON, a curl command or HTTP with a request line.</source>
        <translation>这不是 JSON、curl 命令或带请求行的 HTTP。</translation>
    </message>
    <message>
        <source>This is not JSON, a curl command or HTTP with a request line. JSON error in line %1, column %2: %3.</source>
        <comment>numbers, why</comment>
        <translation>这不是 JSON、curl 命令或带请求行的 HTTP。JSON 错误位于第 %1 行第 %2 列：%3。</translation>
    </message>
    <message>
        <source>This JSON is not a request object.</source>
        <translation>此 JSON 不是请求对象。</translation>
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
        <translation>已限流</translation>
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
        <source>Timeout</source>
        <translation>超时</translation>
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
        <source>No requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message>
        <source>Disabled: receives no requests</source>
        <translation>已停用：不接收请求</translation>
    </message>
    <message>
        <source>Reading its keys</source>
        <translation>正在读取密钥</translation>
    </message>
    <message>
        <source>Ready. No requests so far</source>
        <translation>已就绪，还没有请求</translation>
    </message>
    <message>
        <source>Answered %1</source>
        <translation>上次响应：%1</translation>
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
        <translation>%1测试：有响应</translation>
    </message>
    <message>
        <source>Tested %1: answered in %2</source>
        <translation>%1测试：%2 内响应</translation>
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
        <source>%Ln key(s)</source>
        <translation>
            <numerusform>%Ln 个密钥</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>reason, how long ago</comment>
        <translation>%1，%2</translation>
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
        <source>Unknown provider type “%1”</source>
        <translation>未知的供应商类型“%1”</translation>
    </message>
    <message>
        <source>“%1” is missing. Enter it under Edit</source>
        <translation>缺少“%1”。请在“编辑”中填写</translation>
    </message>
    <message>
        <source>No valid address. Enter one under Edit</source>
        <translation>没有有效的地址。请在“编辑”中填写</translation>
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
        <source>TLS not verified</source>
        <translation>不验证证书</translation>
    </message>
    <message numerus="yes">
        <source>%1, and %Ln more</source>
        <comment>a sentence</comment>
        <translation>
            <numerusform>%1，另有 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Cooling down %1</source>
        <comment>how long</comment>
        <translation>冷却 %1</translation>
    </message>
    <message>
        <source>cooling down %1</source>
        <comment>key, how long</comment>
        <translation>冷却 %1</translation>
    </message>
    <message>
        <source>local</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>%1 +%2</source>
        <comment>balance of a key, number of other keys</comment>
        <translation>%1 +%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1：%2（%3）</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>余额</translation>
    </message>
    <message numerus="yes">
        <source>Median time until the first token, of the last %Ln answer(s)</source>
        <translation>
            <numerusform>最近 %Ln 次回答的首 token 用时中位数</numerusform>
        </translation>
    </message>
    <message>
        <source>First request</source>
        <translation>首个请求</translation>
    </message>
    <message>
        <source>First request in progress</source>
        <translation>首个请求正在进行</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>响应正常</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>Stale: last answered %1. Test it to check its current state</source>
        <comment>how long ago</comment>
        <translation>已过时：上次响应于%1。请测试以了解当前状态</translation>
    </message>
    <message>
        <source>Stale: “%1” was seen %2. Test it to check its current state</source>
        <comment>state, how long ago</comment>
        <translation>已过时：“%1”见于%2。请测试以了解当前状态</translation>
    </message>
    <message>
        <source>Request in progress</source>
        <translation>请求正在进行</translation>
    </message>
    <message>
        <source>Tested %1 (stale): answered</source>
        <comment>how long ago</comment>
        <translation>%1测试（已过时）：有响应</translation>
    </message>
    <message>
        <source>Tested %1 (stale): %2</source>
        <comment>how long ago, a sentence</comment>
        <translation>%1测试（已过时）：%2</translation>
    </message>
    <message>
        <source>rejected %1</source>
        <comment>a key, how long ago</comment>
        <translation>%1被拒绝</translation>
    </message>
    <message>
        <source>in memory</source>
        <comment>key</comment>
        <translation>仅在内存中</translation>
    </message>
    <message>
        <source>New key or address</source>
        <translation>新的密钥或地址</translation>
    </message>
    <message>
        <source>Ready. The key or address is new; no requests since</source>
        <translation>已就绪。密钥或地址已更换，此后还没有请求</translation>
    </message>
    <message>
        <source>Not used lately</source>
        <translation>最近未使用</translation>
    </message>
    <message>
        <source>Ready. Not used by recent requests</source>
        <translation>已就绪，最近的请求没有使用它</translation>
    </message>
    <message>
        <source>Awaiting approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>Awaiting approval: send key “%1” to %2</source>
        <translation>等待批准：把密钥“%1”发送到 %2</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
</context>
<context>
    <name>ui::models::RemovalText</name>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <comment>names</comment>
        <translation>
            <numerusform>%1 及其他 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Consumers left without a route: %1</source>
        <translation>不再有可用路由的调用方：%1</translation>
    </message>
    <message>
        <source>Routes left without an allowed consumer: %1</source>
        <translation>不再允许任何调用方的路由：%1</translation>
    </message>
    <message>
        <source>Providers left without an allowed consumer: %1</source>
        <translation>不再允许任何调用方的供应商：%1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln budget(s) left without anything to count</source>
        <translation>
            <numerusform>%Ln 项预算不再统计任何用量</numerusform>
        </translation>
    </message>
    <message>
        <source>Routes without another target, removed as well: %1</source>
        <translation>没有其他目标、将一并移除的路由：%1</translation>
    </message>
    <message>
        <source>Routes that lose a target: %1</source>
        <translation>失去一个目标的路由：%1</translation>
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
    <name>ui::models::RequestFactLines</name>
    <message>
        <source>%1 after %2</source>
        <extracomment>%1 is why an attempt failed: &quot;timeout&quot;; %2 a duration</extracomment>
        <translation>%2 后 %1</translation>
    </message>
    <message>
        <source>another target was faster</source>
        <translation>另一个目标更快</translation>
    </message>
    <message>
        <source>cancelled by client</source>
        <translation>客户端已取消</translation>
    </message>
    <message>
        <source>interrupted</source>
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
        <source>Uncached input</source>
        <translation>未缓存输入</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
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
        <source>estimated by Signalbox</source>
        <translation>由 Signalbox 估算</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
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
        <source>Request ID</source>
        <translation>请求 ID</translation>
    </message>
    <message>
        <source>Stored content</source>
        <translation>已保存内容</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Why: answered by Signalbox.</source>
        <translation>原因：由 Signalbox 回答。</translation>
    </message>
    <message>
        <source>Why: the first choice was skipped, so %1 answered.</source>
        <translation>原因：跳过了首选，因此由 %1 回答。</translation>
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
        <source>Why: %1.</source>
        <translation>原因：%1。</translation>
    </message>
    <message>
        <source>reported by the provider</source>
        <translation>由供应商报告</translation>
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
    <message>
        <source>%1 in, %2 out</source>
        <comment>tokens</comment>
        <translation>输入 %1，输出 %2</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>第 %1 次尝试</translation>
    </message>
    <message>
        <source>Web searches</source>
        <translation>网页搜索</translation>
    </message>
    <message>
        <source>%1; other charges have no known price</source>
        <comment>by whose price</comment>
        <translation>%1；另有费用的价格未知</translation>
    </message>
    <message>
        <source>no price for the service tier “%1”</source>
        <translation>服务档位“%1”没有价格</translation>
    </message>
    <message>
        <source>reported when the answer is retrieved</source>
        <translation>取回回答时报告</translation>
    </message>
    <message>
        <source>Attempt %1, by %2</source>
        <comment>its number and the model that was asked beside</comment>
        <translation>第 %1 次尝试，由 %2</translation>
    </message>
    <message>
        <source>Why: %1. Error sent to the client: “%2”</source>
        <translation>原因：%1。发送给客户端的错误：“%2”</translation>
    </message>
    <message>
        <source>Requested model</source>
        <translation>请求的模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>In progress since</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首 token</translation>
    </message>
    <message>
        <source>Output so far</source>
        <translation>目前输出</translation>
    </message>
    <message>
        <source>%1, estimated</source>
        <comment>tokens</comment>
        <translation>%1，估算</translation>
    </message>
    <message>
        <source>Reasoning so far</source>
        <translation>目前推理</translation>
    </message>
    <message>
        <source>In progress: selecting a provider.</source>
        <translation>进行中：正在选择供应商。</translation>
    </message>
    <message>
        <source>In progress: waiting for the first token from %1.</source>
        <translation>进行中：正在等待 %1 的首 token。</translation>
    </message>
    <message>
        <source>In progress: %1 is answering.</source>
        <translation>进行中：%1 正在回答。</translation>
    </message>
    <message>
        <source>Why: the first choice was skipped, so %1 answered. %2</source>
        <extracomment>%2 is one or two sentences that say why, such as: Provider &quot;alpha&quot; is disabled. Enable it to use this target.</extracomment>
        <translation>原因：跳过了首选，因此由 %1 回答。%2</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>%1 after %2</source>
        <comment>an HTTP status, a duration</comment>
        <translation>%2 后返回 %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>provider, error</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Token counts</source>
        <translation>token 计数</translation>
    </message>
    <message>
        <source>from the provider</source>
        <translation>由供应商报告</translation>
    </message>
    <message>
        <source>from the model’s tokenizer</source>
        <translation>用模型的分词器计数</translation>
    </message>
    <message>
        <source>Why: %1 failed, so %2 answered.</source>
        <extracomment>%1 lists providers with their errors, %2 is a provider</extracomment>
        <translation>原因：%1失败，所以由 %2 回答。</translation>
    </message>
    <message>
        <source>Why: %1 failed, so %2 answered. %3</source>
        <extracomment>%3 is one or two sentences that say why others were skipped, such as: Provider &quot;alpha&quot; is disabled.</extracomment>
        <translation>原因：%1失败，所以由 %2 回答。%3</translation>
    </message>
    <message>
        <source>Why: %1 failed, and no other target was left.</source>
        <translation>原因：%1失败，也没有其他目标可用。</translation>
    </message>
    <message>
        <source>Why: %1 failed, and no other target was left. %2</source>
        <translation>原因：%1失败，也没有其他目标可用。%2</translation>
    </message>
    <message>
        <source>User-Agent</source>
        <translation>User-Agent</translation>
    </message>
    <message>
        <source>Sub-agent</source>
        <translation>子智能体</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>sent to another target</source>
        <translation>已改发到其他目标</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>回答中断</translation>
    </message>
    <message numerus="yes">
        <source>counts up to %Ln output token(s) that did not arrive, because a limit reserved them</source>
        <translation>
            <numerusform>最多计入 %Ln 个未收到的输出 token，因为有限额为其预留</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::models::RequestListModel</name>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <comment>of one conversation</comment>
        <translation>
            <numerusform>%Ln 个请求</numerusform>
        </translation>
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
        <source>Requested</source>
        <translation>请求的模型</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>供应商 · 模型</translation>
    </message>
    <message>
        <source>Attempts</source>
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
        <source>selecting a provider</source>
        <translation>正在选择供应商</translation>
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
        <source>interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>%1 after fallback</source>
        <extracomment>%1 is the HTTP status</extracomment>
        <translation>%1（备用）</translation>
    </message>
    <message>
        <source>%1, estimated</source>
        <comment>tokens</comment>
        <translation>%1，估算</translation>
    </message>
</context>
<context>
    <name>ui::models::RouteListModel</name>
    <message>
        <source>pinned to top: %1</source>
        <comment>a target</comment>
        <translation>已置顶：%1</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Routes and model names</source>
        <translation>路由和模型名称</translation>
    </message>
</context>
<context>
    <name>ui::models::RoutePictures</name>
    <message>
        <source>cooling down %1</source>
        <comment>a time</comment>
        <translation>冷却 %1</translation>
    </message>
    <message>
        <source>unknown provider</source>
        <translation>未知的供应商</translation>
    </message>
    <message>
        <source>weight 0: not used</source>
        <translation>权重 0：不使用</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>not ready</source>
        <translation>未就绪</translation>
    </message>
    <message>
        <source>any model</source>
        <translation>任何模型</translation>
    </message>
    <message>
        <source>any name starting with %1</source>
        <translation>任何以 %1 开头的名称</translation>
    </message>
    <message>
        <source>any name ending in %1</source>
        <translation>任何以 %1 结尾的名称</translation>
    </message>
    <message>
        <source>any name matching the regular expression</source>
        <translation>任何匹配该正则表达式的名称</translation>
    </message>
    <message>
        <source>First</source>
        <translation>首选</translation>
    </message>
    <message>
        <source>Last resort</source>
        <translation>兜底</translation>
    </message>
    <message>
        <source>If that fails</source>
        <translation>失败时</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>never: the client’s key goes to the first target only</source>
        <translation>不切换：客户端的密钥只发送给第一个目标</translation>
    </message>
    <message>
        <source>never</source>
        <translation>不切换</translation>
    </message>
    <message>
        <source>Maximum attempts</source>
        <translation>尝试次数上限</translation>
    </message>
    <message>
        <source>First-byte deadline</source>
        <translation>首字节总时限</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Interrupted answers</source>
        <translation>回答中断时</translation>
    </message>
    <message>
        <source>continued</source>
        <translation>续写</translation>
    </message>
    <message>
        <source>reported</source>
        <translation>只报错</translation>
    </message>
    <message>
        <source>Hedge after</source>
        <translation>并行请求延迟</translation>
    </message>
    <message>
        <source>all consumers</source>
        <translation>所有调用方</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a provider and how it is</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>fallback</source>
        <translation>备用</translation>
    </message>
    <message>
        <source>fallback, %1: %2</source>
        <comment>a provider and how it is</comment>
        <translation>备用，%1：%2</translation>
    </message>
    <message>
        <source>first choice, not used lately</source>
        <translation>首选，最近未使用</translation>
    </message>
    <message>
        <source>first choice</source>
        <translation>首选</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>only %1; others are rejected</source>
        <comment>consumers</comment>
        <translation>仅限：%1；其他调用方会被拒绝</translation>
    </message>
    <message>
        <source>nobody: the route applies to %1, but allows only %2</source>
        <comment>consumers, consumers</comment>
        <translation>无：此路由适用于 %1，但只允许 %2 使用</translation>
    </message>
    <message>
        <source>only %1; others skip this route</source>
        <comment>consumers</comment>
        <translation>仅限：%1；其他调用方跳过此路由</translation>
    </message>
    <message>
        <source>only %1; requests of %2 are rejected, others skip this route</source>
        <comment>consumers, consumers</comment>
        <translation>仅限：%1；%2 的请求会被拒绝，其他调用方跳过此路由</translation>
    </message>
    <message>
        <source>without “/”, so not PROVIDER/MODEL</source>
        <translation>不含“/”的名称，因此不包括“供应商/模型”</translation>
    </message>
</context>
<context>
    <name>ui::models::RouteSaving</name>
    <message>
        <source>Enter a name</source>
        <translation>请输入名称</translation>
    </message>
    <message>
        <source>A route with this name already exists</source>
        <translation>已有同名的路由</translation>
    </message>
    <message>
        <source>Use no spaces or slashes, as in fast-model</source>
        <translation>不能含空格和斜杠，例如 fast-model</translation>
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
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名</translation>
    </message>
    <message>
        <source>Served by</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>first choice, not used lately</source>
        <translation>首选，最近未使用</translation>
    </message>
    <message>
        <source>awaiting approval</source>
        <translation>等待批准</translation>
    </message>
</context>
<context>
    <name>ui::models::TargetComparison</name>
    <message>
        <source>limits unknown</source>
        <translation>上限未知</translation>
    </message>
    <message>
        <source>context %1 → %2</source>
        <comment>numbers of tokens</comment>
        <translation>上下文 %2（首选 %1）</translation>
    </message>
    <message>
        <source>no tools</source>
        <translation>不支持工具</translation>
    </message>
    <message>
        <source>no images</source>
        <translation>不支持图片</translation>
    </message>
    <message>
        <source>context unknown</source>
        <translation>上下文未知</translation>
    </message>
    <message>
        <source>same context</source>
        <translation>上下文相同</translation>
    </message>
    <message>
        <source>context %1</source>
        <comment>a number of tokens</comment>
        <translation>上下文 %1</translation>
    </message>
    <message>
        <source>for some models: %1</source>
        <comment>what a target cannot do for some of the models that are asked for</comment>
        <translation>部分模型：%1</translation>
    </message>
    <message>
        <source>input %1 instead of %2 per million tokens</source>
        <comment>prices</comment>
        <translation>每百万 token 输入 %1，而不是 %2</translation>
    </message>
</context>
<context>
    <name>ui::models::ToolListModel</name>
    <message>
        <source>Set up</source>
        <comment>column: how far it is</comment>
        <translation>设置</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
</context>
<context>
    <name>ui::models::ToolText</name>
    <message>
        <source>verified</source>
        <translation>已验证</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已被改动</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>points here</source>
        <translation>已指向此处</translation>
    </message>
    <message>
        <source>not set up</source>
        <translation>未设置</translation>
    </message>
    <message>
        <source>manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>not supported</source>
        <translation>不支持</translation>
    </message>
    <message>
        <source>last request: %1</source>
        <comment>a time ago</comment>
        <translation>最近请求：%1</translation>
    </message>
    <message>
        <source>its settings were changed</source>
        <translation>它的设置被改动</translation>
    </message>
    <message>
        <source>its file cannot be read</source>
        <translation>无法读取它的文件</translation>
    </message>
    <message>
        <source>set up outside Signalbox</source>
        <translation>不是由 Signalbox 设置</translation>
    </message>
    <message>
        <source>on this machine</source>
        <translation>在本机上</translation>
    </message>
    <message>
        <source>found: %1</source>
        <comment>a program or a folder</comment>
        <translation>已找到：%1</translation>
    </message>
    <message>
        <source>snippet to copy</source>
        <translation>可复制的片段</translation>
    </message>
    <message>
        <source>found; manual steps required</source>
        <translation>已找到；需手动设置</translation>
    </message>
    <message>
        <source>manual steps required</source>
        <translation>需手动设置</translation>
    </message>
    <message>
        <source>not found on this machine</source>
        <translation>本机上没有</translation>
    </message>
    <message>
        <source>does not work with Signalbox</source>
        <translation>无法与 Signalbox 配合使用</translation>
    </message>
    <message>
        <source>Last request: %1.</source>
        <comment>a time ago</comment>
        <translation>最近请求：%1。</translation>
    </message>
    <message>
        <source>The settings were changed afterwards, perhaps by the client itself. Write them again, or restore the previous ones.</source>
        <translation>设置之后被改动过，可能是客户端自己改的。请重新写入，或恢复之前的设置。</translation>
    </message>
    <message>
        <source>The file can no longer be read. Fix it manually, or write it again.</source>
        <translation>文件已无法读取。请手动修复，或重新写入。</translation>
    </message>
    <message>
        <source>The settings point here but were not written by Signalbox. Write them to give the client its own key.</source>
        <translation>设置已指向此处，但不是由 Signalbox 写入的。重新写入可为该客户端创建专用密钥。</translation>
    </message>
    <message>
        <source>Only the lines below change. Comments and order are kept. A backup is made, and one click restores it.</source>
        <translation>只改动下面这些行，注释和顺序保持不变。会先备份，一键即可恢复。</translation>
    </message>
    <message>
        <source>This client is set up in your own code or settings. Copy the lines below.</source>
        <translation>此客户端在你自己的代码或设置中配置。请复制下面的内容。</translation>
    </message>
    <message>
        <source>Other programs cannot write its settings. Follow these steps.</source>
        <translation>它的设置无法由其他程序写入。请按以下步骤操作。</translation>
    </message>
    <message>
        <source>The client was not found on this machine. Install it and check again, or write its settings in advance.</source>
        <translation>本机上没有找到该客户端。请安装后重新检查，也可以预先写入设置。</translation>
    </message>
    <message>
        <source>Version unknown. The settings are for the latest version.</source>
        <translation>版本未知。设置适用于最新版本。</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>a version, and what is to be said of it</comment>
        <translation>%1。%2</translation>
    </message>
    <message>
        <source>The gateway no longer accepts its key, so its requests are rejected or counted as anonymous. Give it a new key, or restore the previous settings.</source>
        <translation>网关不再接受它的密钥，请求会被拒绝或计为匿名。请给它一个新密钥，或恢复之前的设置。</translation>
    </message>
    <message>
        <source>other address</source>
        <translation>地址不同</translation>
    </message>
    <message>
        <source>set up for %1</source>
        <comment>an address</comment>
        <translation>设置指向 %1</translation>
    </message>
    <message>
        <source>It is set up for %1, where this gateway does not listen. Write the settings again, or restore the previous ones.</source>
        <comment>an address</comment>
        <translation>它的设置指向 %1，但本网关不在该地址监听。请重新写入，或恢复之前的设置。</translation>
    </message>
    <message>
        <source>It is set up for %1, where this gateway does not listen. Use the address in the steps below.</source>
        <comment>an address</comment>
        <translation>它的设置指向 %1，但本网关不在该地址监听。请改用以下步骤中的地址。</translation>
    </message>
    <message>
        <source>key not valid</source>
        <translation>密钥已失效</translation>
    </message>
    <message>
        <source>its key is no longer valid</source>
        <translation>它的密钥已失效</translation>
    </message>
    <message>
        <source>first request: %1</source>
        <comment>a time</comment>
        <translation>首个请求：%1</translation>
    </message>
    <message>
        <source>has a key; set it up manually</source>
        <translation>已有密钥，请手动设置</translation>
    </message>
    <message>
        <source>It works: first request received at %1.</source>
        <comment>a time</comment>
        <translation>可以使用：首个请求于 %1 收到。</translation>
    </message>
    <message>
        <source>It works: first request received at %1 (%2).</source>
        <comment>a time, a model</comment>
        <translation>可以使用：首个请求于 %1 收到（%2）。</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>The settings are written, but no request has arrived yet. If you have used the client, restart it and make sure that it is not signed in to another provider.</source>
        <translation>设置已写入，但还没有收到请求。如果你已使用过该客户端，请重启它，并确认它没有登录其他供应商。</translation>
    </message>
    <message>
        <source>reached Signalbox, not answered: %1</source>
        <comment>a reason</comment>
        <translation>已到达 Signalbox，未得到回答：%1</translation>
    </message>
    <message>
        <source>reached Signalbox, not answered yet</source>
        <translation>已到达 Signalbox，尚未得到回答</translation>
    </message>
    <message>
        <source>Its request reached Signalbox and was refused because the gateway was paused. Resume the gateway, then use the client again.</source>
        <translation>它的请求已到达 Signalbox，但因网关已暂停而被拒绝。请恢复网关，然后再次使用该客户端。</translation>
    </message>
    <message>
        <source>Its request reached Signalbox but was not answered: %1. See Requests for details.</source>
        <comment>a reason</comment>
        <translation>它的请求已到达 Signalbox，但未得到回答：%1。详情见“请求”页面。</translation>
    </message>
    <message>
        <source>Its request for %1 reached Signalbox but was not answered: %2. See Requests for details.</source>
        <comment>a model, a reason</comment>
        <translation>它对 %1 的请求已到达 Signalbox，但未得到回答：%2。详情见“请求”页面。</translation>
    </message>
    <message>
        <source>Its requests reach Signalbox, but none has been answered yet. Use the client once; its first answer verifies the setup.</source>
        <translation>它的请求能到达 Signalbox，但还没有一个成功。请使用该客户端一次，收到首个回答后即为已验证。</translation>
    </message>
    <message>
        <source>The key was created, but no file was written. Follow the steps below and use the client once; its first answer verifies the setup.</source>
        <translation>密钥已创建，但没有写入文件。请按以下步骤操作并使用该客户端一次，收到首个回答后即为已验证。</translation>
    </message>
    <message>
        <source>The settings are written. Use the client once; its first answer verifies the setup.</source>
        <translation>设置已写入。请使用该客户端一次，收到首个回答后即为已验证。</translation>
    </message>
    <message>
        <source>set up, waiting for the first request</source>
        <translation>已配置，等待首个请求</translation>
    </message>
</context>
<context>
    <name>ui::models::TypedRowsModel</name>
    <message>
        <source>Enter a question.</source>
        <translation>请输入问题。</translation>
    </message>
    <message>
        <source>Enter the answer that is expected.</source>
        <translation>请输入期望的回答。</translation>
    </message>
    <message>
        <source>The expected answer %1.</source>
        <comment>what is wrong with it</comment>
        <translation>期望的回答%1。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Expected answer</source>
        <translation>期望的回答</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查方式</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>ui::models::UsageOrigin</name>
    <message>
        <source>No estimated tokens: all were reported by providers or counted with the model’s tokenizer</source>
        <translation>没有估算的 token：均由供应商报告，或用模型的分词器计数</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s) without reported tokens</source>
        <translation>
            <numerusform>%1 个请求没有报告 token 数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price</source>
        <translation>
            <numerusform>%1 个回答价格不完整</numerusform>
        </translation>
    </message>
    <message>
        <source>Current prices: %1. Each request keeps the price in effect at that time</source>
        <comment>sources of prices with their dates</comment>
        <translation>现行价格：%1。每个请求都保留当时的价格</translation>
    </message>
    <message>
        <source>Estimated tokens: %1 of %2; the others were reported by providers or counted with the model’s tokenizer</source>
        <translation>估算的 token：%1 / %2；其余由供应商报告，或用模型的分词器计数</translation>
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
    <message>
        <source>Totals from %1 to %2. Where request details were deleted, totals are kept by minute, hour or day.</source>
        <comment>days with times</comment>
        <translation>%1 至 %2 的合计。请求详情删除后，合计按分钟、小时或天保留。</translation>
    </message>
    <message>
        <source>Totals before %1 were deleted.</source>
        <comment>day with time</comment>
        <translation>%1 之前的合计已删除。</translation>
    </message>
    <message>
        <source>Some totals are hourly and shown at the start of the hour.</source>
        <translation>部分合计按小时保留，显示在该小时开始处。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>two days</comment>
        <translation>%1至 %2</translation>
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
        <translation>按调用方</translation>
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
    <message>
        <source>%1 of it reasoning</source>
        <translation>其中推理 %1</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
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
        <source>Uncached input</source>
        <translation>未缓存输入</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
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
        <translation>首 token p50</translation>
    </message>
    <message>
        <source>p95 first</source>
        <translation>首 token p95</translation>
    </message>
    <message>
        <source>p99 first</source>
        <translation>首 token p99</translation>
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
    <message>
        <source>This row’s own attempts</source>
        <translation>仅统计此行自身的尝试</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试</translation>
    </message>
    <message>
        <source>Failed attempts</source>
        <translation>失败的尝试</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) rejected because of client errors</source>
        <translation>
            <numerusform>%Ln 个请求因客户端错误被拒绝</numerusform>
        </translation>
    </message>
    <message>
        <source>Cost, CNY</source>
        <translation>费用（人民币）</translation>
    </message>
    <message>
        <source>Cost, USD</source>
        <translation>费用（美元）</translation>
    </message>
    <message>
        <source>%1, ms</source>
        <comment>a column of times in a file</comment>
        <translation>%1（毫秒）</translation>
    </message>
</context>
<context>
    <name>ui::models::VerdictText</name>
    <message>
        <source>No rule matched; decided by status code</source>
        <translation>没有匹配的规则；由状态码决定</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Failure class</source>
        <translation>失败类别</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>处理方式</translation>
    </message>
    <message>
        <source>This response is sent to the client. No cooldown starts, and no other target is tried</source>
        <translation>此响应会发送给客户端。不触发冷却，也不再尝试其他目标</translation>
    </message>
    <message>
        <source>The provider asks to retry after %1, in %2</source>
        <translation>供应商要求在 %1 之后重试，还有 %2</translation>
    </message>
</context>
<context>
    <name>ui::pages::AboutView</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy the path of: %1</source>
        <translation>复制路径：%1</translation>
    </message>
    <message>
        <source>Open the folder of: %1</source>
        <translation>打开文件夹：%1</translation>
    </message>
    <message>
        <source>Signalbox %1</source>
        <translation>Signalbox %1</translation>
    </message>
    <message>
        <source>One AI endpoint for the whole machine. Free software under the GNU GPL, version 3; there is no warranty.</source>
        <translation>整台机器共用一个 AI 入口。按 GNU GPL 第 3 版发布的自由软件，不提供任何担保。</translation>
    </message>
    <message>
        <source>Licence…</source>
        <translation>许可证…</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Memory of this process</source>
        <translation>本进程占用的内存</translation>
    </message>
    <message>
        <source>Added latency</source>
        <translation>增加的延迟</translation>
    </message>
    <message>
        <source>From the last byte of a request to its first attempt at a provider. Does not include the time to forward the answer.</source>
        <translation>从收到请求的最后一个字节到首次尝试供应商。不含转发回答的时间。</translation>
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
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message numerus="yes">
        <source>over the last %Ln request(s)</source>
        <extracomment>%Ln: requests that were looked at</extracomment>
        <translation>
            <numerusform>最近 %Ln 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>no requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message>
        <source>median %1 ms, slowest %2 ms, %3</source>
        <translation>中位数 %1 ms，最慢 %2 ms，%3</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
</context>
<context>
    <name>ui::pages::ApprovalQuestion</name>
    <message>
        <source>The certificate of that host is not verified.</source>
        <translation>该主机的证书未经验证。</translation>
    </message>
    <message>
        <source>The certificate of that host is verified by %1 only.</source>
        <translation>该主机的证书只由 %1 验证。</translation>
    </message>
    <message>
        <source>Proxy %1 can read the secret.</source>
        <translation>代理 %1 可以读取该密钥。</translation>
    </message>
    <message>
        <source>Send %1 to %2 with traces and metrics?</source>
        <comment>secret, origin</comment>
        <translation>导出跟踪和指标时，是否将 %1 发送到 %2？</translation>
    </message>
    <message>
        <source>Send %1 to %2 for %3?</source>
        <comment>secret, origin, provider</comment>
        <translation>是否为 %3 将 %1 发送到 %2？</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Disable provider</source>
        <translation>停用供应商</translation>
    </message>
    <message>
        <source>This address was set outside this window and has not been approved for this secret. Nothing is sent there until you decide.</source>
        <translation>此地址不是在此窗口中设置的，尚未批准向其发送该密钥。在你决定之前不会发送任何内容。</translation>
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
    <name>ui::pages::BackupCard</name>
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
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open the folder of the configuration</source>
        <translation>打开配置所在的文件夹</translation>
    </message>
    <message>
        <source>Open the folder of the data</source>
        <translation>打开数据所在的文件夹</translation>
    </message>
    <message>
        <source>Contains the configuration and its versions. Keys are optional and encrypted with a passphrase</source>
        <translation>包含配置及其各个版本。可选包含密钥，并由口令加密</translation>
    </message>
    <message>
        <source>Export backup…</source>
        <translation>导出备份…</translation>
    </message>
    <message numerus="yes">
        <source>Written to %1, but %Ln key(s) could not be read and are not in it: %2</source>
        <translation>
            <numerusform>已写入 %1，但有 %Ln 个密钥无法读取，不在其中：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved to %1, encrypted with the passphrase</source>
        <translation>已保存到 %1，由口令加密</translation>
    </message>
    <message>
        <source>Saved to %1, without keys</source>
        <translation>已保存到 %1，不含密钥</translation>
    </message>
    <message>
        <source>Backup restored</source>
        <translation>备份已恢复</translation>
    </message>
    <message>
        <source>Backup restored; the previous ledger is %1</source>
        <translation>备份已恢复；之前的用量记录是 %1</translation>
    </message>
    <message>
        <source>The backup cannot be opened: %1</source>
        <comment>why, and what to do</comment>
        <translation>无法打开备份：%1</translation>
    </message>
    <message>
        <source>Restore backup…</source>
        <translation>恢复备份…</translation>
    </message>
    <message>
        <source>Restore backup</source>
        <translation>恢复备份</translation>
    </message>
</context>
<context>
    <name>ui::pages::BillDialog</name>
    <message>
        <source>Choose the bill…</source>
        <translation>选择账单…</translation>
    </message>
    <message>
        <source>Only differences</source>
        <translation>仅显示差异</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>另存为 CSV…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Compare with a bill</source>
        <translation>与账单核对</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>保存核对结果</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔值 (*.csv)</translation>
    </message>
    <message>
        <source>Choose the CSV files exported from the provider’s console. You can choose token and cost files together.</source>
        <translation>请选择从供应商控制台导出的 CSV 文件。可以同时选择 token 用量文件和费用文件。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Comparison of bill and ledger</source>
        <translation>账单与用量记录对照</translation>
    </message>
    <message>
        <source>Choose the bill</source>
        <translation>选择账单</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在核对…</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a file; what is wrong with it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a file; what is to be said of it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>表格 (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>ui::pages::BudgetRow</name>
    <message>
        <source>opens the requests of this budget</source>
        <translation>打开此预算的请求</translation>
    </message>
</context>
<context>
    <name>ui::pages::BudgetsCard</name>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>notifications only</source>
        <translation>仅通知</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Opens the budgets in the settings</source>
        <translation>打开设置里的预算</translation>
    </message>
</context>
<context>
    <name>ui::pages::CertificateNote</name>
    <message>
        <source>replace the certificate file; it is reloaded within a day or at the next start</source>
        <translation>请替换证书文件，一天之内或下次启动时会重新加载</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate</source>
        <translation>证书指纹</translation>
    </message>
</context>
<context>
    <name>ui::pages::ClientsPage</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Consumer keys…</source>
        <translation>调用方密钥…</translation>
    </message>
    <message>
        <source>Add consumer</source>
        <translation>添加调用方</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>clients and people with their own keys</source>
        <translation>拥有专用密钥的客户端和人</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>clients that send their requests here</source>
        <translation>把请求发到这里的客户端</translation>
    </message>
    <message>
        <source>%1 set up, %2 not set up yet</source>
        <translation>%1 个已设置，%2 个未设置</translation>
    </message>
</context>
<context>
    <name>ui::pages::ConsumerDetail</name>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Remove consumer</source>
        <translation>移除调用方</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>Last request</source>
        <translation>最近请求</translation>
    </message>
    <message>
        <source>Tokens today</source>
        <translation>今日 token</translation>
    </message>
    <message>
        <source>Its requests</source>
        <translation>它的请求</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>创建密钥</translation>
    </message>
    <message>
        <source>No keys yet, so this consumer cannot send requests.</source>
        <translation>还没有密钥，因此该调用方无法发送请求。</translation>
    </message>
    <message>
        <source>its keys are rejected</source>
        <translation>它的密钥会被拒绝</translation>
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
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Revoke %1</source>
        <comment>a key, by its hint</comment>
        <translation>吊销 %1</translation>
    </message>
    <message>
        <source>Accept %1 again</source>
        <comment>a key, by its hint</comment>
        <translation>重新接受 %1</translation>
    </message>
    <message>
        <source>Undo: accept the key</source>
        <translation>撤销：重新接受该密钥</translation>
    </message>
    <message>
        <source>Undo: revoke the key</source>
        <translation>撤销：吊销该密钥</translation>
    </message>
    <message>
        <source>Undo: disable “%1”</source>
        <translation>撤销：停用“%1”</translation>
    </message>
    <message>
        <source>Undo: enable “%1”</source>
        <translation>撤销：启用“%1”</translation>
    </message>
    <message>
        <source>Undo: restore “%1”</source>
        <translation>撤销：恢复“%1”</translation>
    </message>
    <message>
        <source>Undo: remove “%1”</source>
        <translation>撤销：移除“%1”</translation>
    </message>
    <message>
        <source>Stored content</source>
        <translation>保存请求内容</translation>
    </message>
    <message numerus="yes">
        <source>Undo: disable %Ln consumer(s)</source>
        <translation>
            <numerusform>撤销：停用 %Ln 个调用方</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo: enable %Ln consumer(s)</source>
        <translation>
            <numerusform>撤销：启用 %Ln 个调用方</numerusform>
        </translation>
    </message>
    <message>
        <source>Clients set up with a removed key: %1</source>
        <translation>使用已移除密钥的客户端：%1</translation>
    </message>
    <message numerus="yes">
        <source>Undo: restore %Ln consumer(s)</source>
        <translation>
            <numerusform>撤销：恢复 %Ln 个调用方</numerusform>
        </translation>
    </message>
    <message>
        <source>Files, batches and conversations that a removed consumer created at providers stay there. In Signalbox, only a consumer with the same name can use them.</source>
        <translation>已移除的调用方在供应商处创建的文件、批处理和对话会保留。在 Signalbox 中，只有同名的调用方才能使用它们。</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
</context>
<context>
    <name>ui::pages::ConsumersPane</name>
    <message>
        <source>Consumers</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>No consumers yet</source>
        <translation>还没有调用方</translation>
    </message>
    <message>
        <source>A consumer is a client or person with its own keys.
Requests and usage are shown for each consumer, and keys can be revoked.</source>
        <translation>调用方是拥有专用密钥的客户端或人。
请求和用量按调用方分别显示，密钥可以吊销。</translation>
    </message>
    <message>
        <source>Filter consumers</source>
        <translation>筛选调用方</translation>
    </message>
    <message numerus="yes">
        <source>%Ln consumer(s) selected</source>
        <translation>
            <numerusform>已选择 %Ln 个调用方</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::DesktopSettings</name>
    <message>
        <source>Gateway problems</source>
        <translation>网关问题</translation>
    </message>
    <message>
        <source>port in use, configuration error</source>
        <translation>端口被占用、配置有错误</translation>
    </message>
    <message>
        <source>Fallbacks</source>
        <translation>备用</translation>
    </message>
    <message>
        <source>Cooldowns</source>
        <translation>冷却</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>one was rejected, is missing, or its keychain is locked</source>
        <translation>密钥被拒绝、缺失，或钥匙串已锁定</translation>
    </message>
    <message>
        <source>Quotas</source>
        <translation>配额</translation>
    </message>
    <message>
        <source>at 80%, 95% and 100%, if reported by the provider</source>
        <translation>达到 80%、95% 和 100% 时（须供应商报告）</translation>
    </message>
    <message>
        <source>Start at login cannot be changed: %1</source>
        <translation>无法更改登录时启动：%1</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>启动</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>not on this platform yet</source>
        <translation>此平台暂不支持</translation>
    </message>
    <message>
        <source>the system starts another copy of Signalbox; disable and enable this to start this copy</source>
        <translation>系统启动的是另一份 Signalbox；停用再启用即可启动这一份</translation>
    </message>
    <message>
        <source>in the tray, without the window, when you log in</source>
        <translation>登录时在托盘中启动，不显示窗口</translation>
    </message>
    <message>
        <source>Saved. Takes effect at once.</source>
        <translation>已保存，立即生效。</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>免打扰时段</translation>
    </message>
    <message>
        <source>only problems that stop the gateway are shown</source>
        <translation>仅通知导致网关停止工作的问题</translation>
    </message>
    <message>
        <source>Quiet hours start</source>
        <translation>免打扰开始</translation>
    </message>
    <message>
        <source>Quiet hours end</source>
        <translation>免打扰结束</translation>
    </message>
    <message>
        <source>Budgets</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>at 80%, 95% and 100%</source>
        <translation>达到 80%、95% 和 100% 时</translation>
    </message>
    <message>
        <source>custom HTTPS certificate expires within a month</source>
        <translation>自定义 HTTPS 证书将在一个月内过期</translation>
    </message>
    <message>
        <source>a provider other than the first choice answers, and when this ends</source>
        <translation>由首选以外的供应商回答，以及何时结束</translation>
    </message>
    <message>
        <source>a provider, model or key cools down after failures, and when it is used again</source>
        <translation>供应商、模型或密钥因失败进入冷却，以及何时恢复使用</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>a new version is available or was installed</source>
        <translation>有新版本可用，或已安装</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>once a day, in the local package lists; no network access</source>
        <translation>每天一次，在本机的软件包列表中查找；不访问网络</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>at the percentages in “warn_at” of a limit, and if a conversation repeats itself</source>
        <translation>达到限额“warn_at”中的百分比，或对话重复时</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>a target of an experiment was shown to be better</source>
        <translation>实验中的一个目标被证明更好</translation>
    </message>
</context>
<context>
    <name>ui::pages::DoctorView</name>
    <message numerus="yes">
        <source>%Ln check(s) completed</source>
        <translation>
            <numerusform>已完成 %Ln 项检查</numerusform>
        </translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>Not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln notice(s)</source>
        <translation>
            <numerusform>%Ln 条提示</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems found</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>复制诊断信息</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Versions, settings, findings and the latest log lines, without keys or request content</source>
        <translation>版本、设置、检查结果和最近的日志，不含密钥和请求内容</translation>
    </message>
    <message numerus="yes">
        <source>%Ln check(s) completed at %1</source>
        <comment>a time</comment>
        <translation>
            <numerusform>%1 完成 %Ln 项检查</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::EvaluatePage</name>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Add dataset</source>
        <translation>添加数据集</translation>
    </message>
    <message>
        <source>New run</source>
        <translation>新的运行</translation>
    </message>
    <message>
        <source>Compare rows</source>
        <translation>逐行对比</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Make a route…</source>
        <translation>设为路由…</translation>
    </message>
    <message>
        <source>Report (HTML)…</source>
        <translation>报告 (HTML)…</translation>
    </message>
    <message>
        <source>Rows (CSV)…</source>
        <translation>逐行结果 (CSV)…</translation>
    </message>
    <message>
        <source>Results (JSON)…</source>
        <translation>结果 (JSON)…</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评测</translation>
    </message>
    <message numerus="yes">
        <source>%1 dataset(s)</source>
        <translation>
            <numerusform>%1 个数据集</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 run(s)</source>
        <translation>
            <numerusform>%1 次运行</numerusform>
        </translation>
    </message>
    <message>
        <source>step %1 of 3</source>
        <translation>第 %1 步，共 3 步</translation>
    </message>
    <message>
        <source>Datasets (*.jsonl *.json *.csv *.yaml *.yml)</source>
        <translation>数据集 (*.jsonl *.json *.csv *.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>Type it here…</source>
        <translation>在此输入…</translation>
    </message>
    <message>
        <source>From past requests…</source>
        <translation>从过往请求…</translation>
    </message>
    <message>
        <source>%1: answers, scores and ratings are deleted for good. The dataset and the requests in the ledger stay.</source>
        <comment>runs</comment>
        <translation>%1：回答、得分和评分将永久删除。数据集和账本中的请求会保留。</translation>
    </message>
    <message numerus="yes">
        <source>It is the baseline of %1, which can then no longer be compared with it.</source>
        <comment>runs</comment>
        <translation>
            <numerusform>它是 %1 的基准运行，删除后就不能再与它比较。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln run(s)?</source>
        <translation>
            <numerusform>删除 %Ln 次运行？</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>ui::pages::ExplainPanel</name>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Explanation</source>
        <translation>解释结果</translation>
    </message>
    <message>
        <source>Request source</source>
        <translation>请求来源</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>未发送任何内容。</translation>
    </message>
    <message>
        <source>Send request</source>
        <translation>发送请求</translation>
    </message>
    <message>
        <source>Opens Try it with this model and question</source>
        <translation>用这个模型和问题打开“试一试”</translation>
    </message>
    <message>
        <source>Request below</source>
        <translation>下面的请求</translation>
    </message>
    <message>
        <source>nothing is sent</source>
        <translation>不会向供应商发送</translation>
    </message>
    <message>
        <source>Request, as JSON, curl or HTTP</source>
        <translation>请求：JSON、curl 或 HTTP</translation>
    </message>
    <message>
        <source>JSON, a curl command, or HTTP with request line and headers</source>
        <translation>JSON、curl 命令，或带请求行和请求头的 HTTP</translation>
    </message>
    <message>
        <source>Request cannot be read</source>
        <translation>无法读取请求</translation>
    </message>
</context>
<context>
    <name>ui::pages::ExportBackupDialog</name>
    <message>
        <source>Export a backup</source>
        <translation>导出备份</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>the usage ledger</source>
        <translation>用量记录</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Repeat passphrase</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>also the original client files and the HTTPS certificate authority; all encrypted with a passphrase</source>
        <translation>还包括客户端的原始文件和 HTTPS 证书颁发机构；全部由口令加密</translation>
    </message>
    <message>
        <source>without request and answer content</source>
        <translation>不含请求和回答的内容</translation>
    </message>
    <message numerus="yes">
        <source>The passphrase must have at least %Ln character(s)</source>
        <translation>
            <numerusform>口令至少要有 %Ln 个字符</numerusform>
        </translation>
    </message>
    <message>
        <source>The passphrases do not match</source>
        <translation>两次输入的口令不一致</translation>
    </message>
    <message>
        <source>The backup cannot be written</source>
        <translation>无法写入备份</translation>
    </message>
    <message>
        <source>keys from the keychain and the encrypted file</source>
        <translation>钥匙串和加密文件中的密钥</translation>
    </message>
</context>
<context>
    <name>ui::pages::FailureClassesCard</name>
    <message>
        <source>Failure classes</source>
        <translation>失败类别</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Reset to built-in</source>
        <translation>恢复内置设置</translation>
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
        <source>Custom rules</source>
        <translation>自定义规则</translation>
    </message>
    <message>
        <source>Built-in rules</source>
        <translation>内置规则</translation>
    </message>
    <message>
        <source>No custom rules</source>
        <translation>没有自定义规则</translation>
    </message>
    <message>
        <source>Built-in rules cover the errors of many providers. Add a rule if an error is classified incorrectly.</source>
        <translation>内置规则涵盖许多供应商的错误。如果某个错误的分类不正确，请添加规则。</translation>
    </message>
    <message>
        <source>Built-in rules: %1</source>
        <translation>内置规则（%1 条）</translation>
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
        <source>Filter custom rules</source>
        <translation>筛选自定义规则</translation>
    </message>
    <message>
        <source>Filter built-in rules</source>
        <translation>筛选内置规则</translation>
    </message>
</context>
<context>
    <name>ui::pages::FailureTester</name>
    <message>
        <source>Test an error</source>
        <translation>测试错误</translation>
    </message>
    <message>
        <source>paste a provider’s response</source>
        <translation>粘贴供应商的响应</translation>
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
        <source>Response body</source>
        <translation>响应正文</translation>
    </message>
    <message>
        <source>Classify</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>ui::pages::FieldCard</name>
    <message>
        <source>Settings of</source>
        <translation>设置对象</translation>
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
        <source>Restore defaults</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>all routes</source>
        <translation>所有路由</translation>
    </message>
    <message>
        <source>all providers</source>
        <translation>所有供应商</translation>
    </message>
    <message>
        <source>Saved. Takes effect with the next request.</source>
        <translation>已保存，从下一个请求起生效。</translation>
    </message>
</context>
<context>
    <name>ui::pages::FoundTools</name>
    <message>
        <source>Clients on this machine</source>
        <translation>本机上的客户端</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>ui::pages::GeneralSettings</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>window, tray and notifications</source>
        <translation>窗口、托盘和通知</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>“System”: like other windows on this desktop</source>
        <translation>选择“系统”时，与桌面的其他窗口一致</translation>
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
        <translation>网关地址</translation>
    </message>
    <message>
        <source>base URL for clients</source>
        <translation>客户端使用的 Base URL</translation>
    </message>
    <message>
        <source>Copy address</source>
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
        <source>Run setup wizard…</source>
        <translation>运行设置向导…</translation>
    </message>
    <message>
        <source>%1 is not available on this machine. If a client requires it, enter the numeric address instead.</source>
        <translation>本机没有 %1；如果某个客户端要求使用它，请改填数字形式的地址。</translation>
    </message>
    <message>
        <source>%1; set by the command line or the environment</source>
        <translation>%1；由命令行或环境变量指定</translation>
    </message>
    <message>
        <source>Tray icon</source>
        <translation>托盘图标</translation>
    </message>
    <message>
        <source>for a light or a dark panel</source>
        <translation>适合浅色或深色面板</translation>
    </message>
    <message>
        <source>System</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>For a light panel</source>
        <translation>用于浅色面板</translation>
    </message>
    <message>
        <source>For a dark panel</source>
        <translation>用于深色面板</translation>
    </message>
    <message>
        <source>Ask about clients when quitting</source>
        <translation>退出时询问如何处理客户端</translation>
    </message>
    <message>
        <source>whether to restore the settings of clients that use Signalbox</source>
        <translation>是否恢复使用 Signalbox 的客户端的原有设置</translation>
    </message>
</context>
<context>
    <name>ui::pages::HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>%1 · Help</source>
        <translation>%1 · 帮助</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
    <message>
        <source>Nothing found. Use fewer or other words, or look through the contents.</source>
        <translation>没有找到。请减少或更换搜索词，或查看目录。</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>matches, pages</comment>
        <translation>%2共有 %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln match(es)</source>
        <translation>
            <numerusform>%Ln 处匹配</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln page(s)</source>
        <translation>
            <numerusform>%Ln 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>Pages found</source>
        <translation>找到的页面</translation>
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
        <source>Not available: port %1 is in use</source>
        <translation>不可用：端口 %1 被占用</translation>
    </message>
    <message>
        <source>Not available: no usable certificate</source>
        <translation>不可用：没有可用的证书</translation>
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
        <source>not used: a custom certificate is configured</source>
        <translation>未使用：已配置自定义证书</translation>
    </message>
    <message>
        <source>clients must trust it before they can use the HTTPS address</source>
        <translation>客户端信任它之后才能使用 HTTPS 地址</translation>
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
        <source>No certificate available</source>
        <translation>没有可用的证书</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>the certificate %1</source>
        <comment>ends on a day</comment>
        <translation>证书%1</translation>
    </message>
    <message>
        <source>set by the command line or the environment</source>
        <translation>由命令行或环境变量指定</translation>
    </message>
</context>
<context>
    <name>ui::pages::IssueListModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
</context>
<context>
    <name>ui::pages::JsonSettings</name>
    <message>
        <source>Configuration as JSON</source>
        <translation>JSON 配置</translation>
    </message>
    <message>
        <source>Changes to be saved</source>
        <translation>将保存的更改</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Load from file</source>
        <translation>从文件载入</translation>
    </message>
    <message>
        <source>Back to editor</source>
        <translation>返回编辑器</translation>
    </message>
    <message>
        <source>Compare and save…</source>
        <translation>比较并保存…</translation>
    </message>
    <message>
        <source>Save the configuration</source>
        <translation>保存配置</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>the file was changed elsewhere</source>
        <translation>文件已在别处被修改</translation>
    </message>
    <message>
        <source>not valid</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>not valid, not applied</source>
        <translation>无效，未应用</translation>
    </message>
    <message>
        <source>changed, not saved</source>
        <translation>已修改，未保存</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>已应用</translation>
    </message>
    <message>
        <source>Continue with unsaved text</source>
        <translation>继续编辑未保存的文本</translation>
    </message>
    <message>
        <source>unsaved text from an earlier session</source>
        <translation>上次运行有未保存的文本</translation>
    </message>
</context>
<context>
    <name>ui::pages::KeyRows</name>
    <message>
        <source>Replace key…</source>
        <translation>替换密钥…</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>移除密钥</translation>
    </message>
</context>
<context>
    <name>ui::pages::KeychainSettings</name>
    <message>
        <source>Keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Writes, reads and deletes an entry, then reloads all keys</source>
        <translation>写入、读取并删除一个条目，然后重新读取所有密钥</translation>
    </message>
    <message>
        <source>Switch to this keychain…</source>
        <translation>改用当前钥匙串…</translation>
    </message>
    <message>
        <source>Stored in</source>
        <translation>保存在</translation>
    </message>
    <message>
        <source>Keys in use</source>
        <translation>使用中的密钥</translation>
    </message>
    <message>
        <source>Unreadable keys</source>
        <translation>无法读取的密钥</translation>
    </message>
    <message>
        <source>%1 is not responding; %2 is available</source>
        <comment>names of keychains</comment>
        <translation>%1 没有响应；%2 可用</translation>
    </message>
    <message>
        <source>no keychain found</source>
        <translation>未找到钥匙串</translation>
    </message>
    <message>
        <source>system keychain</source>
        <translation>系统钥匙串</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>none</source>
        <comment>keys</comment>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>ui::pages::LastWeek</name>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) needed more</source>
        <translation>
            <numerusform>最近 7 天：%1 个请求都没有超过</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) needed more</source>
        <translation>
            <numerusform>最近 7 天：%2 个请求中有 %1 个超过</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 attempt(s) took longer</source>
        <translation>
            <numerusform>最近 7 天：%1 次尝试都没有超过</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 attempt(s) took longer</source>
        <translation>
            <numerusform>最近 7 天：%2 次尝试中有 %1 次超过</numerusform>
        </translation>
    </message>
    <message>
        <source>no wait: the same target is not tried again</source>
        <translation>不等待：同一目标不再重试</translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 such failure(s), up to %2 of waiting</source>
        <translation>
            <numerusform>最近 7 天：%1 次此类失败，最多等待 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>last 7 days: no data</source>
        <translation>最近 7 天：没有数据</translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 stream(s) was silent for longer</source>
        <translation>
            <numerusform>最近 7 天：%1 个流式回答的停顿都未超过此值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: at most %1 of %2 stream(s) were silent for longer</source>
        <translation>
            <numerusform>最近 7 天：%2 个流式回答中至多 %1 个停顿超过此值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 long answer(s) was slower on average</source>
        <translation>
            <numerusform>最近 7 天：%1 个长回答的平均速度都不低于它</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 long answer(s) were slower on average</source>
        <translation>
            <numerusform>最近 7 天：%2 个长回答中 %1 个平均速度低于它</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 attempt(s) followed a longer pause</source>
        <translation>
            <numerusform>最近 7 天：%1 次尝试之前都没有更长的空闲</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 attempt(s) followed a longer pause</source>
        <translation>
            <numerusform>最近 7 天：%2 次尝试中有 %1 次之前的空闲更长</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 attempt(s) reached this concurrency</source>
        <translation>
            <numerusform>最近 7 天：%1 次尝试都没有达到此并发数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 attempt(s) reached this concurrency</source>
        <translation>
            <numerusform>最近 7 天：%2 次尝试中有 %1 次达到此并发数</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 outage(s) lasted longer</source>
        <translation>
            <numerusform>最近 7 天：%1 次故障都未超过此时长</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 outage(s) lasted longer</source>
        <translation>
            <numerusform>最近 7 天：%2 次故障中有 %1 次超过此时长</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 outage(s) returned before this many successes</source>
        <translation>
            <numerusform>最近 7 天：%1 次故障恢复后，都未在此成功次数内复发</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 outage(s) returned before this many successes</source>
        <translation>
            <numerusform>最近 7 天：%2 次故障恢复后，有 %1 次在此成功次数内复发</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 failed attempt(s) took longer</source>
        <translation>
            <numerusform>最近 7 天：%1 次失败的尝试用时都未超过此值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 failed attempt(s) took longer</source>
        <translation>
            <numerusform>最近 7 天：%2 次失败的尝试中有 %1 次用时超过此值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) waited longer</source>
        <translation>
            <numerusform>最近 7 天：%1 个请求都没有等待更久</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) waited longer</source>
        <translation>
            <numerusform>最近 7 天：%2 个请求中 %1 个等待更久</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) would have used two targets</source>
        <translation>
            <numerusform>最近 7 天：%1 个请求都不会同时使用两个目标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) would have used two targets</source>
        <translation>
            <numerusform>最近 7 天：%2 个请求中有 %1 个会同时使用两个目标</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 request(s) had a retryable failure</source>
        <translation>
            <numerusform>最近 7 天：%1 个请求都没有可重试的失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 request(s) had a retryable failure</source>
        <translation>
            <numerusform>最近 7 天：%2 个请求中有 %1 个遇到可重试的失败</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: none of %1 failed attempt(s) would have triggered a cooldown</source>
        <translation>
            <numerusform>最近 7 天：%1 次失败的尝试都不会触发冷却</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last 7 days: %1 of %2 failed attempt(s) would have triggered a cooldown</source>
        <translation>
            <numerusform>最近 7 天：%2 次失败的尝试中有 %1 次会触发冷却</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LimitDialog</name>
    <message>
        <source>Add limit</source>
        <translation>添加限额</translation>
    </message>
    <message>
        <source>Edit limit “%1”</source>
        <translation>编辑限额“%1”</translation>
    </message>
    <message>
        <source>Save limit</source>
        <translation>保存限额</translation>
    </message>
    <message>
        <source>Input + output</source>
        <translation>输入 + 输出</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Weighted…</source>
        <translation>加权…</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>小时</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>months</source>
        <translation>个月</translation>
    </message>
    <message>
        <source>Sliding</source>
        <translation>滑动</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>Always the last hour, day …: uses become free one by one</source>
        <translation>始终是最近一小时、一天等：用量逐步恢复</translation>
    </message>
    <message>
        <source>From one full hour, midnight … to the next; weeks begin on Monday</source>
        <translation>从一个整点、零点等到下一个；一周从星期一开始</translation>
    </message>
    <message>
        <source>Maximum, never overspends</source>
        <translation>最大值，绝不超支</translation>
    </message>
    <message>
        <source>Estimate, may overspend</source>
        <translation>估算，可能超支</translation>
    </message>
    <message>
        <source>Nothing, may overspend</source>
        <translation>不预留，可能超支</translation>
    </message>
    <message>
        <source>The input and the most the model may answer; what is not used is given back</source>
        <translation>输入，加上模型最多可能的回答；没有用到的会退回</translation>
    </message>
    <message>
        <source>The median of the last 50 requests to the model</source>
        <translation>该模型最近 50 个请求的中位数</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Send to another target</source>
        <translation>转到另一个目标</translation>
    </message>
    <message>
        <source>provider/model, such as ollama/qwen3</source>
        <translation>供应商/模型，例如 ollama/qwen3</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds, after a number</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>all; otherwise names, separated by commas</source>
        <translation>全部；否则填写名称，以逗号分隔</translation>
    </message>
    <message>
        <source>never; otherwise such as 50%, 80%, 100%</source>
        <translation>不提醒；否则例如 50%、80%、100%</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Applies to</source>
        <translation>适用于</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>Counted tokens</source>
        <translation>计入的 token</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Queue length</source>
        <translation>队列长度</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>Count by</source>
        <translation>分别计数</translation>
    </message>
    <message>
        <source>Only providers</source>
        <translation>仅限供应商</translation>
    </message>
    <message>
        <source>Only models</source>
        <translation>仅限模型</translation>
    </message>
    <message>
        <source>Only consumers</source>
        <translation>仅限调用方</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>预留</translation>
    </message>
    <message>
        <source>When reached</source>
        <translation>达到上限时</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Notify at</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Each value has a counter of its own. None: one counter for all.</source>
        <translation>每个值各有一个计数器。都不选：共用一个计数器。</translation>
    </message>
    <message>
        <source>What is counted</source>
        <translation>计什么</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Length of the window</source>
        <translation>窗口长度</translation>
    </message>
    <message>
        <source>Unit of the window</source>
        <translation>窗口单位</translation>
    </message>
    <message>
        <source>Kind of window</source>
        <translation>窗口种类</translation>
    </message>
    <message>
        <source>raised to %1 until %2</source>
        <translation>提高到 %1，至 %2 为止</translation>
    </message>
    <message>
        <source>A calendar window is one unit long</source>
        <translation>自然窗口的长度是一个单位</translation>
    </message>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>The limit was changed elsewhere while this dialog was open. Close the dialog and edit the limit again.</source>
        <translation>这个对话框打开期间，限额在别处被更改。请关闭对话框，重新编辑这条限额。</translation>
    </message>
    <message>
        <source>this name is already in use</source>
        <translation>这个名称已被使用</translation>
    </message>
    <message>
        <source>name the target, as provider/model</source>
        <translation>请填写目标：供应商/模型</translation>
    </message>
    <message>
        <source>write an expression, such as input + 5 * output</source>
        <translation>请填写表达式，例如 input + 5 * output</translation>
    </message>
    <message>
        <source>must be percentages from 1 to 100, such as 50, 80, 100</source>
        <translation>必须是 1 到 100 的百分比，例如 50、80、100</translation>
    </message>
</context>
<context>
    <name>ui::pages::LimitsCard</name>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Filter limits</source>
        <translation>筛选限额</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add limit</source>
        <translation>添加限额</translation>
    </message>
    <message>
        <source>%1 per day</source>
        <comment>an amount of money</comment>
        <translation>每天 %1</translation>
    </message>
    <message>
        <source>%1 per session</source>
        <comment>an amount of money</comment>
        <translation>每个会话 %1</translation>
    </message>
    <message>
        <source>No limits yet</source>
        <translation>还没有限额</translation>
    </message>
    <message>
        <source>A limit stops an agent that runs away: once its requests, tokens or money are used up,
further requests are refused or go to a cheaper target.</source>
        <translation>限额可以拦住失控的智能体：请求数、token 或费用用完后，
后续请求被拒绝，或转到更便宜的目标。</translation>
    </message>
    <message>
        <source>Edit budgets…</source>
        <translation>编辑预算…</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) per minute</source>
        <translation>
            <numerusform>每分钟 %Ln 个请求</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ListenGuard</name>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Open to the network</source>
        <translation>已对网络开放</translation>
    </message>
    <message>
        <source>other machines could then connect; each needs a key</source>
        <translation>届时其他机器可以连接，且都需要密钥</translation>
    </message>
    <message>
        <source>other machines can connect; each needs a key</source>
        <translation>其他机器可以连接，且都需要密钥</translation>
    </message>
    <message>
        <source>Open to network</source>
        <translation>对网络开放</translation>
    </message>
    <message>
        <source>Keep unchanged</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Not saved yet. %1</source>
        <translation>尚未保存。%1</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 is set by the command line or the environment, which override this value.</source>
        <translation>%1 由命令行或环境变量指定，会覆盖此处的值。</translation>
    </message>
    <message>
        <source>Port %1 is also the HTTPS port. Choose another port, or disable HTTPS.</source>
        <translation>端口 %1 也是 HTTPS 端口。请选择另一个端口，或停用 HTTPS。</translation>
    </message>
    <message>
        <source>Port %1 is also the HTTP port. Choose another port, or disable HTTPS.</source>
        <translation>端口 %1 也是 HTTP 端口。请选择另一个端口，或停用 HTTPS。</translation>
    </message>
</context>
<context>
    <name>ui::pages::LiveComparisonCard</name>
    <message>
        <source>Shadow and experiments</source>
        <translation>影子请求与实验</translation>
    </message>
    <message>
        <source>on live traffic, set on a route</source>
        <translation>在实际流量上，由路由设定</translation>
    </message>
    <message>
        <source>Score as a dataset…</source>
        <translation>作为数据集评分…</translation>
    </message>
    <message>
        <source>Answers are stored for consumers with stored content: see Clients.</source>
        <translation>只有启用了保存内容的调用方才会保存回答：见“客户端”页。</translation>
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
        <source>All categories</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
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
        <source>%Ln new</source>
        <extracomment>on the button that follows the log: lines that wait to be shown</extracomment>
        <translation>
            <numerusform>%Ln 条新行</numerusform>
        </translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>自动滚动</translation>
    </message>
    <message>
        <source>No lines match the filter</source>
        <translation>没有符合筛选条件的行</translation>
    </message>
    <message>
        <source>No log entries yet</source>
        <translation>还没有日志</translation>
    </message>
    <message>
        <source>Each request writes one line: time, provider and result. Keys and content are never logged.</source>
        <translation>每个请求写入一行：时间、供应商和结果。绝不记录密钥和内容。</translation>
    </message>
    <message numerus="yes">
        <source>None of %1 line(s) matches this level, category and text.</source>
        <translation>
            <numerusform>共 %1 行，没有一行符合所选的级别、类别和文字。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::LoopCard</name>
    <message>
        <source>Loop guard</source>
        <translation>循环防护</translation>
    </message>
    <message>
        <source>Equal calls in a row</source>
        <translation>连续相同的调用数</translation>
    </message>
    <message>
        <source> times</source>
        <comment>suffix of a number</comment>
        <translation> 次</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Refuse once</source>
        <translation>拒绝一次</translation>
    </message>
    <message>
        <source>The client gets an error once. The same request goes through when it is sent again.</source>
        <translation>客户端会得到一次错误；同一请求再次发送即可通过。</translation>
    </message>
    <message>
        <source>Acts if a conversation repeats the same tool call with the same arguments and result.</source>
        <translation>对话用相同参数重复同一个工具调用并得到相同结果时起作用。</translation>
    </message>
    <message numerus="yes">
        <source>%1 Set differently for %Ln route(s) or consumer(s).</source>
        <translation>
            <numerusform>%1%Ln 条路由或调用方另有设置。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::MakeRouteDialog</name>
    <message>
        <source>Add route</source>
        <translation>添加路由</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名</translation>
    </message>
    <message>
        <source>what clients ask for</source>
        <translation>客户端请求的名称</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The route is called eval-NAME.</source>
        <translation>路由将命名为 eval-名称。</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Make this a route</source>
        <translation>设为路由</translation>
    </message>
</context>
<context>
    <name>ui::pages::NewRunView</name>
    <message>
        <source>Judge</source>
        <translation>评判模型</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基准运行</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Failures</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>停止于</translation>
    </message>
    <message>
        <source>Concurrency</source>
        <translation>并发</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a run, its day</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>1 Dataset</source>
        <translation>1 数据集</translation>
    </message>
    <message>
        <source>2 Targets</source>
        <translation>2 目标</translation>
    </message>
    <message>
        <source>3 Scoring</source>
        <translation>3 评分</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估算</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Filter models and routes</source>
        <translation>筛选模型和路由</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Add a provider first: its models can then be evaluated.</source>
        <translation>请先添加供应商，之后就能评测它的模型。</translation>
    </message>
    <message>
        <source>Dataset</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>货币</translation>
    </message>
    <message>
        <source>Leave out invalid rows</source>
        <translation>略过无效的行</translation>
    </message>
    <message>
        <source>Allow programs of the dataset, in a sandbox</source>
        <translation>允许在沙箱中运行数据集的程序</translation>
    </message>
    <message>
        <source>Compare answers in pairs</source>
        <translation>两两比较回答</translation>
    </message>
    <message>
        <source>Allow unpriced models</source>
        <translation>允许无价格的模型</translation>
    </message>
    <message>
        <source> per row</source>
        <translation> 次 / 行</translation>
    </message>
    <message>
        <source> per target</source>
        <translation> 个 / 目标</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Start run</source>
        <translation>开始运行</translation>
    </message>
    <message>
        <source>Not scored</source>
        <translation>不计分</translation>
    </message>
    <message>
        <source>Count as 0</source>
        <translation>计 0 分</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>The dataset is being read.</source>
        <translation>正在读取数据集。</translation>
    </message>
    <message>
        <source>Every row has an assertion or a reference.</source>
        <translation>每一行都有断言或参考答案。</translation>
    </message>
    <message>
        <source>%1 of %2 selected</source>
        <translation>已选 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Some answers can only be scored by a judge.</source>
        <translation>有些回答只能由评判模型评分。</translation>
    </message>
    <message>
        <source>The judge is one of the targets, and may prefer its own answers.</source>
        <translation>评判模型也是目标之一，可能偏爱自己的回答。</translation>
    </message>
    <message>
        <source>No judge is needed: assertions score every answer.</source>
        <translation>不需要评判模型：每个回答都由断言评分。</translation>
    </message>
    <message>
        <source>The judge is not one of the targets.</source>
        <translation>评判模型不在目标之中。</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>With so many rows, a difference of about %1 between two targets can be shown.</source>
        <translation>以这样的行数，可以显示两个目标之间约 %1 的差异。</translation>
    </message>
    <message>
        <source>Nothing is paid for twice: a run that stops can be resumed.</source>
        <translation>不会重复付费：停止的运行可以继续。</translation>
    </message>
    <message>
        <source>Rubric</source>
        <translation>评分标准</translation>
    </message>
    <message>
        <source>from the list, or your own text</source>
        <translation>从列表中选择，或输入自己的文本</translation>
    </message>
    <message>
        <source>What the judge looks for, where a row has no rubric of its own</source>
        <translation>评判模型的评分标准，用于没有自带标准的行</translation>
    </message>
</context>
<context>
    <name>ui::pages::NothingUsed</name>
    <message>
        <source>An example of a chart, with made-up numbers</source>
        <translation>图表示例，其中的数字是虚构的</translation>
    </message>
    <message>
        <source>No usage in this period</source>
        <translation>这段时间没有用量</translation>
    </message>
    <message>
        <source>Tokens, cost and times of all requests appear here, as in this example.</source>
        <translation>所有请求的 token、费用和用时会显示在这里，如下图所示。</translation>
    </message>
    <message>
        <source>Usage unknown</source>
        <translation>用量未知</translation>
    </message>
    <message>
        <source>The ledger cannot be read. Requests are still served.</source>
        <translation>无法读取用量记录。请求照常处理。</translation>
    </message>
    <message>
        <source>Show the last 7 days</source>
        <translation>显示最近 7 天</translation>
    </message>
    <message>
        <source>%1: this period is in the past; new requests are not included.</source>
        <comment>a day, or two</comment>
        <translation>%1：这段时间已经过去，不包含新的请求。</translation>
    </message>
    <message>
        <source>Send test request</source>
        <translation>发送测试请求</translation>
    </message>
</context>
<context>
    <name>ui::pages::OpenBackupDialog</name>
    <message>
        <source>Open encrypted backup</source>
        <translation>打开加密的备份</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Wrong passphrase</source>
        <translation>口令不正确</translation>
    </message>
    <message>
        <source>The backup cannot be opened: %1</source>
        <comment>why, and what to do</comment>
        <translation>无法打开备份：%1</translation>
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
        <source>Model names requested by clients appear here with their providers.</source>
        <translation>客户端请求的模型名及其供应商会显示在这里。</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>No requests in progress</source>
        <translation>没有进行中的请求</translation>
    </message>
    <message>
        <source>A request appears here while it is answered.</source>
        <translation>请求在处理期间会显示在这里。</translation>
    </message>
    <message>
        <source>Recent events</source>
        <translation>最近事件</translation>
    </message>
    <message>
        <source>No events since start</source>
        <translation>启动以来还没有事件</translation>
    </message>
    <message>
        <source>Fallbacks, rejected keys and new clients appear here.</source>
        <translation>备用切换、被拒绝的密钥和新客户端会显示在这里。</translation>
    </message>
    <message>
        <source>Today, %1</source>
        <translation>今天，%1</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <comment>tokens per second</comment>
        <translation>当前：%1</translation>
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
    <message>
        <source>Grouping</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Each request</source>
        <translation>逐个请求</translation>
    </message>
    <message>
        <source>%1, rates of the last 10 s</source>
        <comment>number of requests</comment>
        <translation>%1，最近 10 秒的速率</translation>
    </message>
    <message>
        <source>rates of the last 10 s</source>
        <translation>最近 10 秒的速率</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message numerus="yes">
        <source>%Ln client(s) in 24 h</source>
        <translation>
            <numerusform>24 小时内 %Ln 个客户端</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s)</source>
        <translation>
            <numerusform>%1 个请求</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Opens the %Ln that failed</source>
        <translation>
            <numerusform>打开失败的 %Ln 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Opens these requests</source>
        <translation>打开这些请求</translation>
    </message>
    <message>
        <source>Open log</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <source>All requests of the last 24 h</source>
        <translation>最近 24 小时的所有请求</translation>
    </message>
    <message>
        <source>%1, %2 answered</source>
        <comment>requests, share of them</comment>
        <translation>%1，%2 已回答</translation>
    </message>
</context>
<context>
    <name>ui::pages::PairsDialog</name>
    <message>
        <source>All pairs</source>
        <translation>所有组合</translation>
    </message>
    <message>
        <source>What each comparison says of its first target, over the rows that both answered. All are corrected together. Cost for 1,000 rows.</source>
        <translation>每项比较的结论都针对前一个目标，只计两者都回答了的行。所有比较一并校正。费用按 1,000 行计。</translation>
    </message>
</context>
<context>
    <name>ui::pages::ParetoPlot</name>
    <message>
        <source>Quality and cost</source>
        <translation>质量与费用</translation>
    </message>
    <message>
        <source>%1: score %2, cost %3, on the front</source>
        <translation>%1：得分 %2，费用 %3，在前沿上</translation>
    </message>
    <message>
        <source>%1: score %2, cost %3, off the front</source>
        <translation>%1：得分 %2，费用 %3，不在前沿上</translation>
    </message>
    <message>
        <source>free</source>
        <translation>免费</translation>
    </message>
</context>
<context>
    <name>ui::pages::PastRequestsDialog</name>
    <message>
        <source>Dataset from past requests</source>
        <translation>由过往请求生成数据集</translation>
    </message>
    <message>
        <source>Dataset from copied requests</source>
        <translation>由复制的请求生成数据集</translation>
    </message>
    <message>
        <source>Create dataset</source>
        <translation>创建数据集</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任何</translation>
    </message>
    <message numerus="yes">
        <source>last %Ln day(s)</source>
        <translation>
            <numerusform>最近 %Ln 天</numerusform>
        </translation>
    </message>
    <message>
        <source>from a day to a day</source>
        <translation>自选日期</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>as requested, or as it answered</source>
        <translation>请求时的名称，或实际回答的模型</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时间段</translation>
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
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>rows, the oldest ones</source>
        <translation>行，从最早的开始</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>%1: choose a file</source>
        <comment>a field</comment>
        <translation>%1：选择文件</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>It contains what people wrote. Only you can read it.</source>
        <translation>其中有人们写下的内容。只有你能读取它。</translation>
    </message>
    <message>
        <source>The last day must not be before the first day</source>
        <translation>最后一天不能早于第一天</translation>
    </message>
    <message numerus="yes">
        <source>%1 matching request(s) have no stored content and are left out.</source>
        <translation>
            <numerusform>有 %1 个符合的请求没有保存内容，已略过。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 matching request(s) are not conversations that were answered with text, and are left out.</source>
        <translation>
            <numerusform>有 %1 个符合的请求不是以文本回答的对话，已略过。</numerusform>
        </translation>
    </message>
    <message>
        <source>No content is stored at the moment. To store it, edit a consumer under Clients and set “Stored content” to a day.</source>
        <translation>目前没有保存任何内容。要保存内容，请在“客户端”页编辑一个调用方，为“保存请求内容”设定日期。</translation>
    </message>
    <message>
        <source>The dataset is being written.</source>
        <translation>正在写入数据集。</translation>
    </message>
    <message>
        <source>Requests are being counted.</source>
        <translation>正在统计请求。</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>No request has its answer and that of its copy stored.</source>
        <translation>没有同时保存了原回答和副本回答的请求。</translation>
    </message>
    <message>
        <source>No request matches.</source>
        <translation>没有符合的请求。</translation>
    </message>
    <message>
        <source>No matching request can be a row.</source>
        <translation>符合的请求都不能成为数据集的行。</translation>
    </message>
    <message>
        <source>Give the whole path of the file.</source>
        <translation>请填写文件的完整路径。</translation>
    </message>
</context>
<context>
    <name>ui::pages::PoliciesPage</name>
    <message>
        <source>Policies</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Add limit</source>
        <translation>添加限额</translation>
    </message>
    <message>
        <source>what stops requests</source>
        <translation>拦下请求的规则</translation>
    </message>
    <message numerus="yes">
        <source>%Ln limit(s)</source>
        <translation>
            <numerusform>%Ln 条限额</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln reached</source>
        <translation>
            <numerusform>%Ln 条已达上限</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln near the limit</source>
        <translation>
            <numerusform>%Ln 条接近上限</numerusform>
        </translation>
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
        <source>system proxy</source>
        <translation>系统代理</translation>
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
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>First-byte timeout</source>
        <translation>首字节超时</translation>
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
        <source>No keys yet</source>
        <translation>还没有密钥</translation>
    </message>
    <message>
        <source>No keys required</source>
        <translation>不需要密钥</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Input / 1 M</source>
        <translation>输入 / 百万</translation>
    </message>
    <message>
        <source>Output / 1 M</source>
        <translation>输出 / 百万</translation>
    </message>
    <message numerus="yes">
        <source>%n in the catalog, as of %1</source>
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
        <source>%n listed by the provider at %1</source>
        <translation>
            <numerusform>供应商于 %1 列出 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>this provider does not list its models; request them by name</source>
        <translation>该供应商不提供模型列表；请按名称请求</translation>
    </message>
    <message>
        <source>not in the catalog; a test reads the provider’s list</source>
        <translation>目录中没有；测试会读取供应商的列表</translation>
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
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Key quotas</source>
        <translation>密钥配额</translation>
    </message>
    <message>
        <source>%1, resets %2</source>
        <comment>what is left of a limit; a time</comment>
        <translation>%1，%2 重置</translation>
    </message>
    <message>
        <source>encrypted file</source>
        <translation>加密文件</translation>
    </message>
    <message>
        <source>memory, until quit</source>
        <translation>内存，到退出为止</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>最近 24 小时</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Last error: %1</source>
        <comment>reason, how long ago</comment>
        <translation>最近的错误：%1</translation>
    </message>
    <message>
        <source>Test · about %1</source>
        <comment>what it costs</comment>
        <translation>测试 · 约 %1</translation>
    </message>
    <message>
        <source>Sends one small real request (%1). The cost is unknown</source>
        <translation>发送一个小的真实请求（%1）。费用未知</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>times</comment>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>%1: %2 of %3 answered</source>
        <comment>span of time, numbers</comment>
        <translation>%1：%3 个中回答了 %2 个</translation>
    </message>
    <message>
        <source>%1: no requests</source>
        <comment>span of time</comment>
        <translation>%1：没有请求</translation>
    </message>
    <message>
        <source>%1 answered</source>
        <comment>share of requests</comment>
        <translation>成功率 %1</translation>
    </message>
    <message>
        <source>p50 %1</source>
        <comment>median of the time to the first token</comment>
        <translation>p50 %1</translation>
    </message>
    <message>
        <source>p95 %1</source>
        <comment>of the time to the first token</comment>
        <translation>p95 %1</translation>
    </message>
    <message>
        <source>no requests</source>
        <translation>没有请求</translation>
    </message>
    <message>
        <source>unknown: the ledger cannot be read</source>
        <translation>未知：无法读取用量记录</translation>
    </message>
    <message>
        <source>All attempts at this provider. p50 and p95: time to first token of successful attempts</source>
        <translation>对此供应商的全部尝试。p50 和 p95：成功尝试的首 token 用时</translation>
    </message>
    <message>
        <source>Certificates are not verified: others may be able to read its keys</source>
        <translation>未验证证书：他人可能读到它的密钥</translation>
    </message>
    <message numerus="yes">
        <source>%n listed by the provider</source>
        <translation>
            <numerusform>供应商列出 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter models</source>
        <translation>筛选模型</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Base URL</translation>
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
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>“%1” is a copy with the same keys. Enable it to use it</source>
        <translation>“%1”是使用相同密钥的副本，启用后才会使用</translation>
    </message>
    <message>
        <source>Test all · about %1</source>
        <comment>what it costs</comment>
        <translation>全部测试 · 约 %1</translation>
    </message>
    <message numerus="yes">
        <source>Sends one small real request to each of %Ln provider(s)</source>
        <translation>
            <numerusform>向 %Ln 个供应商各发送一个很小的真实请求</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Cost unknown for: %2</source>
        <comment>a sentence; names of providers</comment>
        <translation>%1。费用未知：%2</translation>
    </message>
    <message>
        <source>Test all providers?</source>
        <translation>测试所有供应商？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Your providers are not active</source>
        <translation>你的供应商未生效</translation>
    </message>
    <message>
        <source>The configuration file was not valid at start and still has an error. Nothing in it is lost. Fix the file, or restore an older version in the settings.</source>
        <translation>配置文件在启动时无效，现在仍有错误。其中的内容没有丢失。请修正文件，或在设置中恢复较早的版本。</translation>
    </message>
    <message>
        <source>Filter providers</source>
        <translation>筛选供应商</translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s) selected</source>
        <translation>
            <numerusform>已选择 %Ln 个供应商</numerusform>
        </translation>
    </message>
    <message>
        <source>To move providers, choose “Configured order” under “Sort by” in the menu of the list</source>
        <translation>要移动供应商，请在列表菜单的“排序方式”中选择“配置顺序”</translation>
    </message>
    <message numerus="yes">
        <source>%Ln provider(s), %1 ready</source>
        <translation>
            <numerusform>%Ln 个供应商，%1 个就绪</numerusform>
        </translation>
    </message>
    <message>
        <source>Test all · at least %1</source>
        <comment>what it costs</comment>
        <translation>全部测试 · 至少 %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::ProvidersWelcome</name>
    <message>
        <source>Which models do you want to use?</source>
        <translation>想使用哪些模型？</translation>
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
        <source>searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>no model server found</source>
        <translation>未找到模型服务器</translation>
    </message>
    <message numerus="yes">
        <source>%1 found, %Ln model(s)</source>
        <extracomment>%1 is the name of a model server, such as Ollama</extracomment>
        <translation>
            <numerusform>找到 %1，%Ln 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>On this machine</source>
        <translation>本机模型</translation>
    </message>
    <message numerus="yes">
        <source>%Ln model server(s) found</source>
        <translation>
            <numerusform>找到 %Ln 个模型服务</numerusform>
        </translation>
    </message>
    <message>
        <source>One provider is enough to start. Its key is stored in the system keychain or where you choose, never in the configuration.</source>
        <translation>一个供应商就可以开始使用。密钥保存在系统钥匙串或你选择的位置，绝不写入配置。</translation>
    </message>
    <message numerus="yes">
        <source>Search all %1 provider(s)…</source>
        <translation>
            <numerusform>搜索全部 %1 个供应商…</numerusform>
        </translation>
    </message>
    <message>
        <source>Use demo provider</source>
        <translation>使用演示供应商</translation>
    </message>
    <message>
        <source>Another address…</source>
        <translation>其他地址…</translation>
    </message>
    <message>
        <source>OpenAI-compatible</source>
        <translation>兼容 OpenAI</translation>
    </message>
</context>
<context>
    <name>ui::pages::ProxyCard</name>
    <message>
        <source>Reading system settings…</source>
        <translation>正在读取系统设置…</translation>
    </message>
    <message>
        <source>none, connects directly</source>
        <translation>无，直接连接</translation>
    </message>
    <message>
        <source>Current system HTTPS proxy</source>
        <translation>当前的系统 HTTPS 代理</translation>
    </message>
    <message>
        <source>used by providers set to “system proxy”; follows system changes</source>
        <translation>用于代理设为“系统代理”的供应商；随系统设置变化</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
</context>
<context>
    <name>ui::pages::PutBackDialog</name>
    <message>
        <source>Restore backup</source>
        <translation>导入备份</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>%1, by Signalbox %2</source>
        <translation>%1，由 Signalbox %2 创建</translation>
    </message>
    <message>
        <source>Its configuration is not valid for this version of Signalbox</source>
        <translation>其中的配置对此版本的 Signalbox 无效</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are added to the history</source>
        <translation>
            <numerusform>向历史中加入 %Ln 个版本</numerusform>
        </translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Usage ledger</source>
        <translation>用量记录</translation>
    </message>
    <message>
        <source>The backup was only partly restored</source>
        <translation>备份未能全部恢复</translation>
    </message>
    <message>
        <source>Encrypted file</source>
        <translation>加密文件</translation>
    </message>
    <message>
        <source>A new encrypted key file is created with this passphrase for the keys in the backup</source>
        <translation>将用此口令新建加密密钥文件，用于保存备份中的密钥</translation>
    </message>
    <message>
        <source>For the existing encrypted key file; keys from the backup are added to it</source>
        <translation>现有加密密钥文件的口令；备份中的密钥会添加到该文件</translation>
    </message>
    <message>
        <source>Repeat passphrase</source>
        <translation>再次输入口令</translation>
    </message>
    <message>
        <source>The passphrases do not match</source>
        <translation>两次输入的口令不一致</translation>
    </message>
    <message>
        <source>Revoked keys</source>
        <translation>已吊销的密钥</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) remain revoked. Create new keys if needed.</source>
        <translation>
            <numerusform>%Ln 个已吊销的密钥不会恢复。如有需要，请创建新密钥。</numerusform>
        </translation>
    </message>
    <message>
        <source>replaces the current ledger, which is kept as a copy</source>
        <translation>替换当前用量记录，当前用量记录会保留副本</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>none</source>
        <comment>changes of the configuration</comment>
        <translation>无</translation>
    </message>
    <message>
        <source>New passphrase of the encrypted file</source>
        <translation>加密文件的新口令</translation>
    </message>
    <message>
        <source>Passphrase of the encrypted file</source>
        <translation>加密文件的口令</translation>
    </message>
</context>
<context>
    <name>ui::pages::RangeBox</name>
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
        <source>Custom range…</source>
        <translation>自定义范围…</translation>
    </message>
</context>
<context>
    <name>ui::pages::RemoveKeyDialog</name>
    <message>
        <source>Requests will use the other keys.</source>
        <translation>之后的请求会使用其他密钥。</translation>
    </message>
    <message>
        <source>The other keys are disabled. Enable one to use this provider.</source>
        <translation>其他密钥都已停用。启用其中一个后才能使用此供应商。</translation>
    </message>
    <message>
        <source>This is the last key. Add another key to use this provider.</source>
        <translation>这是最后一个密钥。添加其他密钥后才能使用此供应商。</translation>
    </message>
    <message>
        <source>This is the last key. Requests will be sent without a key.</source>
        <translation>这是最后一个密钥。之后的请求不带密钥发送。</translation>
    </message>
    <message>
        <source>Remove the key “%1” of %2?</source>
        <translation>移除 %2 的密钥“%1”？</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Remove key</source>
        <translation>移除密钥</translation>
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
        <source>Enter a model</source>
        <translation>请输入模型</translation>
    </message>
    <message>
        <source>The gateway is not listening</source>
        <translation>网关没有监听</translation>
    </message>
    <message>
        <source>Sending to %1</source>
        <translation>正在发送到 %1</translation>
    </message>
    <message>
        <source>The gateway did not respond</source>
        <translation>网关没有响应</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestDetail</name>
    <message>
        <source>Selected request</source>
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
        <source>To another target: content was not stored</source>
        <translation>重放到其他目标：未保存内容</translation>
    </message>
    <message>
        <source>Copy request ID</source>
        <translation>复制请求 ID</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>解释</translation>
    </message>
    <message>
        <source>The request is still in progress or no longer stored.</source>
        <translation>请求仍在进行中，或已不再保存。</translation>
    </message>
    <message>
        <source>without the key, and without the prompt unless its text is stored</source>
        <translation>不含密钥；提示词仅在保存了文本时包含</translation>
    </message>
    <message>
        <source>Shows related requests</source>
        <translation>显示相关的请求</translation>
    </message>
    <message>
        <source>To another target…</source>
        <translation>重放到其他目标…</translation>
    </message>
    <message>
        <source>To another target: only part of the content was stored</source>
        <translation>重放到其他目标：只保存了部分内容</translation>
    </message>
    <message>
        <source>To another target: not supported for this protocol</source>
        <translation>重放到其他目标：不支持此协议</translation>
    </message>
    <message>
        <source>Create route…</source>
        <translation>创建路由…</translation>
    </message>
    <message>
        <source>Creates a route for similar requests, before the route used here</source>
        <translation>为类似的请求创建路由，排在此请求所用的路由之前</translation>
    </message>
    <message>
        <source>Report of this request, without content or keys</source>
        <translation>此请求的报告，不含内容和密钥</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Tokens and cost</source>
        <translation>Token 和费用</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Send test request…</source>
        <translation>发送测试请求…</translation>
    </message>
    <message>
        <source>Show conversation</source>
        <translation>显示会话</translation>
    </message>
    <message>
        <source>Show trace</source>
        <translation>显示跟踪</translation>
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
        <source>%1 request(s) saved as %2</source>
        <comment>how many, a file</comment>
        <translation>
            <numerusform>已将 %1 个请求保存为 %2</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written</source>
        <translation>导出已停止；没有写入任何内容</translation>
    </message>
    <message numerus="yes">
        <source>Exporting: %1 of %2 request(s)</source>
        <translation>
            <numerusform>正在导出：第 %1 个，共 %2 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestFilters</name>
    <message>
        <source>Filter: words, model:x, status:5xx</source>
        <translation>筛选：词语、model:x、status:5xx</translation>
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
        <translation>%1至 %2</translation>
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
    <message>
        <source>“%1” matches no request: enter a status such as status:404 or status:5xx</source>
        <translation>“%1”不匹配任何请求：请输入 status:404 或 status:5xx 这样的状态码</translation>
    </message>
    <message>
        <source>“%1” is searched as text because field “%2” does not exist. Fields: %3</source>
        <translation>没有字段“%2”，因此“%1”按文本搜索。字段：%3</translation>
    </message>
    <message>
        <source>“%1”: comparisons are not supported. Fields: %2</source>
        <translation>“%1”：不支持比较。字段：%2</translation>
    </message>
    <message>
        <source>“%1” searches for the model that answered; for the requested model, use “%2”. Enter the whole name, or use * as a wildcard</source>
        <translation>“%1”搜索实际回答的模型；要搜索请求的模型，请用“%2”。请输入完整名称，或用 * 作为通配符</translation>
    </message>
    <message>
        <source>Words, or fields: provider: model: key: asked: consumer: program: client: route: api: error: session: agent: limit: trace: id: status:</source>
        <translation>词语，或字段：provider: model: key: asked: consumer: program: client: route: api: error: session: agent: limit: trace: id: status:</translation>
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
        <translation>自动刷新</translation>
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
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Searched back to %1…</source>
        <translation>已查找到 %1…</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>No matching requests</source>
        <translation>没有匹配的请求</translation>
    </message>
    <message>
        <source>The requests cannot be read</source>
        <translation>无法读取请求</translation>
    </message>
    <message>
        <source>Searched for: %1</source>
        <translation>查找内容：%1</translation>
    </message>
    <message>
        <source>%1 and more new</source>
        <translation>%1 个以上新请求</translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln 个新请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy as curl</source>
        <translation>复制为 curl</translation>
    </message>
    <message>
        <source>Copy request ID</source>
        <translation>复制请求 ID</translation>
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
        <source>Only this requested model</source>
        <translation>只看请求此模型的</translation>
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
    <message>
        <source>Requests of: %1, as filtered</source>
        <comment>a span of time</comment>
        <translation>%1的请求，按当前筛选</translation>
    </message>
    <message>
        <source>Create route…</source>
        <translation>创建路由…</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Show new requests as they begin</source>
        <translation>新请求一开始就显示</translation>
    </message>
    <message>
        <source>Cancel request</source>
        <translation>取消请求</translation>
    </message>
    <message>
        <source>Only its sub-agent</source>
        <translation>仅同一子智能体</translation>
    </message>
</context>
<context>
    <name>ui::pages::RequestsWelcome</name>
    <message>
        <source>No requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message>
        <source>Point a client at the address above, or send a test request.
Each request shows its client, its provider and why that provider was used.</source>
        <translation>让客户端使用上面的地址，或发送测试请求。
每个请求都会显示客户端、供应商以及选择该供应商的原因。</translation>
    </message>
    <message>
        <source>Request for a shell</source>
        <translation>命令行请求</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Send test request</source>
        <translation>发送测试请求</translation>
    </message>
</context>
<context>
    <name>ui::pages::RouteLine</name>
    <message>
        <source>Client requests</source>
        <translation>客户端请求</translation>
    </message>
    <message>
        <source>If everything fails</source>
        <translation>全部失败时</translation>
    </message>
    <message>
        <source>the last provider error, in the client’s protocol</source>
        <translation>以客户端的协议返回最后一个供应商错误</translation>
    </message>
    <message>
        <source>new priority</source>
        <translation>新的优先级</translation>
    </message>
    <message>
        <source>applies only if: %1</source>
        <comment>conditions</comment>
        <translation>适用条件：%1</translation>
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
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Uses the targets by priority; removes the pin</source>
        <translation>按优先级使用目标，取消置顶</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>More for this route</source>
        <translation>此路由的更多操作</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Filter routes</source>
        <translation>筛选路由</translation>
    </message>
    <message numerus="yes">
        <source>%Ln route(s) selected</source>
        <translation>
            <numerusform>已选择 %Ln 条路由</numerusform>
        </translation>
    </message>
    <message>
        <source>Routes and model names</source>
        <translation>路由和模型名称</translation>
    </message>
</context>
<context>
    <name>ui::pages::RouteView</name>
    <message>
        <source>No routes yet</source>
        <translation>还没有路由</translation>
    </message>
    <message>
        <source>Each model name is served by a provider that has the model.
A route serves its own model name with one or more models, in order.</source>
        <translation>每个模型名由拥有该模型的供应商提供。
路由可以用自己的名称依次提供一个或多个模型。</translation>
    </message>
    <message>
        <source>Add route</source>
        <translation>添加路由</translation>
    </message>
    <message>
        <source>balance</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Add target</source>
        <translation>添加目标</translation>
    </message>
    <message>
        <source>A route needs a target. Remove the route instead, or add another target first</source>
        <translation>路由需要一个目标。请改为移除路由，或先添加另一个目标</translation>
    </message>
    <message>
        <source>Edit target…</source>
        <translation>编辑目标…</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>To previous priority</source>
        <translation>移到上一优先级</translation>
    </message>
    <message>
        <source>To next priority</source>
        <translation>移到下一优先级</translation>
    </message>
    <message>
        <source>Remove target</source>
        <translation>移除目标</translation>
    </message>
    <message>
        <source>All model names are passed through to %1.
A route serves its own model name with one or more models, in order.</source>
        <translation>所有模型名都会原样转到 %1。
路由可以用自己的名称依次提供一个或多个模型。</translation>
    </message>
    <message>
        <source>The target was removed or replaced elsewhere. Nothing was changed</source>
        <translation>该目标已在别处被移除或替换。未做任何更改</translation>
    </message>
    <message>
        <source>Edit name, conditions, load balancing and fallback</source>
        <translation>编辑名称、匹配条件、负载均衡和备用</translation>
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
        <source>Test an error</source>
        <translation>测试错误</translation>
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
        <source>custom rules first, then built-in rules; the first match applies</source>
        <translation>先自定义规则，后内置规则；采用首个匹配项</translation>
    </message>
    <message>
        <source>checked in order, first match wins; %1 of %2 enabled</source>
        <translation>按顺序匹配，采用首个匹配项；%2 条中启用 %1 条</translation>
    </message>
    <message>
        <source>Failure classes</source>
        <translation>失败类别</translation>
    </message>
    <message>
        <source>what happens after a failure, for all providers</source>
        <translation>失败之后的处理，适用于所有供应商</translation>
    </message>
    <message>
        <source>Add route</source>
        <translation>添加路由</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>ui::pages::RowsView</name>
    <message>
        <source>All tags</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>two targets</comment>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>Answers that differ</source>
        <translation>回答不同</translation>
    </message>
    <message>
        <source>Not rated</source>
        <translation>未评分</translation>
    </message>
    <message>
        <source>Reference: %1</source>
        <translation>参考答案：%1</translation>
    </message>
    <message>
        <source>Answer A</source>
        <translation>回答 A</translation>
    </message>
    <message>
        <source>Answer B</source>
        <translation>回答 B</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>尚未回答</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 word(s)</source>
        <translation>
            <numerusform>%1 个词</numerusform>
        </translation>
    </message>
    <message>
        <source>score %1</source>
        <translation>得分 %1</translation>
    </message>
    <message>
        <source>%1 of %2 rated</source>
        <translation>已评 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>any of these keys moves on</source>
        <translation>按其中任一键继续</translation>
    </message>
    <message>
        <source>rated</source>
        <translation>已评分</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>未评分</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>No rows</source>
        <translation>没有行</translation>
    </message>
    <message>
        <source>No row of the run is as chosen above.</source>
        <translation>没有符合上方选择的行。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Which answer is better?</source>
        <translation>哪个回答更好？</translation>
    </message>
    <message>
        <source>Order is shuffled. Names, checks, cost and time appear after you rate.</source>
        <translation>顺序已打乱。评分后显示名称、检查结果、费用和用时。</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>盲评</translation>
    </message>
    <message>
        <source>Two targets</source>
        <translation>两个目标</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Which rows</source>
        <translation>哪些行</translation>
    </message>
    <message>
        <source>A is better</source>
        <translation>A 更好</translation>
    </message>
    <message>
        <source>Tie</source>
        <translation>平手</translation>
    </message>
    <message>
        <source>B is better</source>
        <translation>B 更好</translation>
    </message>
    <message>
        <source>Both are wrong</source>
        <translation>都不对</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>a key</comment>
        <translation>空格</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Looking for rows…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Another choice above ends the search.</source>
        <translation>更改上方的选择即可结束查找。</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunListView</name>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>A run sends the same questions to several models and shows which is good enough,
what it costs, and whether a difference is more than chance.</source>
        <translation>一次运行向多个模型发送同样的问题，显示哪个够好、
花多少钱，以及差异是否超出偶然。</translation>
    </message>
    <message>
        <source>Use for a run</source>
        <translation>用于运行</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Run a built-in dataset</source>
        <translation>运行内置数据集</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Ctrl+click selects a second run to compare.</source>
        <translation>按住 Ctrl 并单击，选择要对比的第二次运行。</translation>
    </message>
    <message>
        <source>A run in progress cannot be deleted. Stop it first.</source>
        <translation>正在进行的运行不能删除。请先停止它。</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunPairDialog</name>
    <message>
        <source>Compare two runs</source>
        <translation>对比两次运行</translation>
    </message>
    <message>
        <source>The runs are being read.</source>
        <translation>正在读取运行。</translation>
    </message>
    <message>
        <source>%1 compared with %2</source>
        <comment>two runs</comment>
        <translation>%1 与 %2 相比</translation>
    </message>
</context>
<context>
    <name>ui::pages::RunView</name>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>评判模型</translation>
    </message>
    <message>
        <source>Judge agrees in both orders</source>
        <translation>交换顺序后评判一致</translation>
    </message>
    <message>
        <source>Judge agrees with people</source>
        <translation>与人工评分一致</translation>
    </message>
    <message>
        <source>Against the baseline</source>
        <translation>与基准运行相比</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation>停止于</translation>
    </message>
    <message>
        <source>Targets</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>score with 95% interval, cost per 1,000 rows</source>
        <translation>得分及 95% 区间，每 1,000 行的费用</translation>
    </message>
    <message>
        <source>No results yet</source>
        <translation>还没有结果</translation>
    </message>
    <message>
        <source>The first results are here as soon as answers arrive.</source>
        <translation>收到回答后，这里就会显示结果。</translation>
    </message>
    <message>
        <source>Verdict against</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>Quality and cost</source>
        <translation>质量与费用</translation>
    </message>
    <message>
        <source>disc: on the front · ring: off the front</source>
        <translation>圆点：在前沿上 · 圆环：不在前沿上</translation>
    </message>
    <message>
        <source>By tag</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>the highest score of each tag is bold</source>
        <translation>每个标签的最高分以粗体显示</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopping: waits for the requests under way</source>
        <translation>正在停止：等待进行中的请求</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>正在运行</translation>
    </message>
    <message>
        <source>Progress: %1</source>
        <translation>进度：%1</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 ratings</source>
        <comment>a share, a number</comment>
        <translation>%1（共 %2 次评分）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a target, a verdict</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>no rows in common</source>
        <translation>没有共同的行</translation>
    </message>
    <message>
        <source>Verdicts follow when both runs have ended.</source>
        <translation>两次运行都结束后才给出结论。</translation>
    </message>
    <message>
        <source>Not on the chart, because the score or the cost is unknown: %1</source>
        <translation>得分或费用未知，因此不在图中：%1</translation>
    </message>
    <message>
        <source>Rubric</source>
        <translation>评分标准</translation>
    </message>
    <message>
        <source>All pairs…</source>
        <translation>所有组合…</translation>
    </message>
    <message>
        <source>Pairs without a verdict</source>
        <translation>没有评判结果的对数</translation>
    </message>
</context>
<context>
    <name>ui::pages::SelectionCard</name>
    <message>
        <source>Enable</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>If you remove them</source>
        <translation>移除后的影响</translation>
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
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Data and backup</source>
        <translation>数据与备份</translation>
    </message>
    <message>
        <source>Configuration as JSON</source>
        <translation>JSON 配置</translation>
    </message>
    <message>
        <source>Doctor</source>
        <translation>诊断</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Gateway</source>
        <translation>网关</translation>
    </message>
    <message>
        <source>Resilience</source>
        <translation>容错</translation>
    </message>
    <message>
        <source>Network proxy</source>
        <translation>网络代理</translation>
    </message>
    <message>
        <source>Usage and prices</source>
        <translation>用量与价格</translation>
    </message>
    <message>
        <source>Metrics and log file</source>
        <translation>指标与日志文件</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>No settings match “%1”</source>
        <translation>没有匹配“%1”的设置</translation>
    </message>
    <message>
        <source>Matching settings</source>
        <translation>匹配的设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>The search covers categories, headings, actions, names, descriptions and configuration field names.</source>
        <translation>搜索范围包括类别、标题、操作、名称、说明和配置字段名。</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>language, theme, tray icon, closing the window, address for clients, setup wizard</source>
        <translation>语言、主题、托盘图标、关闭窗口、网关地址、设置向导</translation>
    </message>
    <message>
        <source>address and ports, access, limits, HTTPS and certificate</source>
        <translation>地址和端口、访问控制、上限、HTTPS 与证书</translation>
    </message>
    <message>
        <source>timeouts, retries, cooldowns, fallback</source>
        <translation>超时、重试、冷却、备用</translation>
    </message>
    <message>
        <source>proxy for connections to providers</source>
        <translation>连接供应商所用的代理</translation>
    </message>
    <message>
        <source>retention, currency, budgets, prices</source>
        <translation>保留期限、币种、预算、价格</translation>
    </message>
    <message>
        <source>traces, metrics, log file</source>
        <translation>追踪、指标、日志文件</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>where keys are stored, keychain status, unreadable keys</source>
        <translation>密钥的保存位置、钥匙串状态、无法读取的密钥</translation>
    </message>
    <message>
        <source>backups, backup passphrase, configuration history and versions</source>
        <translation>备份、备份口令、配置的历史与各个版本</translation>
    </message>
    <message>
        <source>edit the whole file as text</source>
        <translation>以文本编辑整个文件</translation>
    </message>
    <message>
        <source>what the gateway does</source>
        <translation>网关的活动记录</translation>
    </message>
    <message>
        <source>finds problems on this machine and suggests fixes</source>
        <translation>检查本机的问题并给出解决办法</translation>
    </message>
    <message>
        <source>version, licence, where the files are, memory, diagnostics for a report</source>
        <translation>版本、许可证、文件位置、内存、供反馈用的诊断信息</translation>
    </message>
    <message>
        <source>start at login, updates, notifications, quiet hours</source>
        <translation>登录时启动、更新、通知、免打扰时段</translation>
    </message>
    <message numerus="yes">
        <source>%Ln result(s)</source>
        <translation>
            <numerusform>%Ln 个结果</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::SnippetsView</name>
    <message>
        <source>Set up a client manually</source>
        <translation>手动设置客户端</translation>
    </message>
    <message>
        <source>Enter the address for its protocol in the client’s settings or in the shell that starts it. Where no key is required, any value works as the key; otherwise create one. With its own key, its requests are shown separately.</source>
        <translation>在客户端的设置中或启动它的 shell 中填写对应协议的地址。不要求密钥时可填任意值；否则先创建密钥。使用专用密钥可以单独显示它的请求。</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>创建密钥</translation>
    </message>
    <message>
        <source>Address for %1</source>
        <comment>a protocol</comment>
        <translation>%1 的地址</translation>
    </message>
    <message>
        <source>Copy the address for %1</source>
        <comment>a protocol</comment>
        <translation>复制 %1 的地址</translation>
    </message>
    <message>
        <source>Lines for a shell, %1</source>
        <comment>a protocol</comment>
        <translation>用于 shell 的行，%1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the lines for %1</source>
        <comment>a protocol</comment>
        <translation>复制 %1 的行</translation>
    </message>
</context>
<context>
    <name>ui::pages::SpanDialog</name>
    <message>
        <source>Custom range</source>
        <translation>自定义范围</translation>
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
        <source>The last day must not be before the first day</source>
        <translation>最后一天不能早于第一天</translation>
    </message>
    <message numerus="yes">
        <source>Choose a date within the last %n year(s)</source>
        <translation>
            <numerusform>请选择最近 %n 年内的日期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::TableDialog</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ui::pages::TargetCard</name>
    <message>
        <source>More for this target</source>
        <translation>此目标的更多操作</translation>
    </message>
    <message>
        <source>requested model</source>
        <translation>请求的模型</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>share %1</source>
        <translation>份额 %1</translation>
    </message>
    <message>
        <source>in use now</source>
        <translation>当前使用</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a provider and its model</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>ui::pages::TodayCards</name>
    <message>
        <source>Tokens today</source>
        <translation>今日 token</translation>
    </message>
    <message>
        <source>Cost today</source>
        <translation>今日费用</translation>
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
        <source>Opens the usage of today</source>
        <translation>打开今日用量</translation>
    </message>
    <message>
        <source>Opens these requests</source>
        <translation>打开这些请求</translation>
    </message>
    <message>
        <source>in %1 · out %2</source>
        <translation>输入 %1 · 输出 %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 request(s) reported no tokens</source>
        <translation>
            <numerusform>%1 个请求没有报告 token</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>provider, share</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 %2 · others %3</source>
        <comment>provider, share, share</comment>
        <translation>%1 %2 · 其他 %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 of the tokens estimated</source>
        <translation>%1 的 token 是估算的</translation>
    </message>
    <message>
        <source>all tokens reported or counted</source>
        <translation>token 全部由供应商报告或已计数</translation>
    </message>
    <message>
        <source>no requests yet</source>
        <translation>还没有请求</translation>
    </message>
    <message>
        <source>no input tokens yet</source>
        <translation>还没有输入 token</translation>
    </message>
    <message>
        <source>of input tokens, saved about %1</source>
        <translation>占输入 token，约省 %1</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln request(s); no request failed</source>
        <translation>
            <numerusform>共 %Ln 个请求，没有请求失败</numerusform>
        </translation>
    </message>
    <message>
        <source>Some requests failed</source>
        <translation>有请求失败</translation>
    </message>
    <message numerus="yes">
        <source>of %1 input token(s)</source>
        <translation>
            <numerusform>输入 token 共 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %1 input token(s). Savings: price difference to uncached input, at today’s prices</source>
        <translation>
            <numerusform>占 %1 个输入 token。节省额：与未缓存输入的差价，按今天的价格计算</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) without a full price</source>
        <translation>
            <numerusform>%1 个回答价格不完整</numerusform>
        </translation>
    </message>
    <message>
        <source>the ledger cannot be read</source>
        <translation>无法读取用量记录</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <comment>numbers of requests</comment>
        <translation>%1；%2</translation>
    </message>
    <message numerus="yes">
        <source>of %Ln request(s)</source>
        <translation>
            <numerusform>共 %Ln 个请求</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln request(s) failed</source>
        <translation>
            <numerusform>%Ln 个失败</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::ToolChange</name>
    <message>
        <source>%1, a link to %2</source>
        <comment>a link of the file system</comment>
        <translation>%1，指向 %2</translation>
    </message>
    <message>
        <source>Changes of %1</source>
        <comment>a file</comment>
        <translation>%1 的改动</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>new file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>有改动</translation>
    </message>
    <message>
        <source>Its current key will be revoked.</source>
        <translation>它现有的密钥将被吊销。</translation>
    </message>
    <message>
        <source>The route “%1”, added during setup, is also removed unless it was changed.</source>
        <comment>a route</comment>
        <translation>设置时添加的路由“%1”也会移除，除非之后有改动。</translation>
    </message>
    <message>
        <source>%1 was changed after setup and is not restored.</source>
        <comment>a file</comment>
        <translation>%1 在设置之后被改动过，不会恢复。</translation>
    </message>
    <message>
        <source>%1 already pointed to Signalbox before setup. The settings are removed; there is no earlier address to restore.</source>
        <comment>a file</comment>
        <translation>%1 在设置之前就已指向 Signalbox。这些设置会被移除，没有更早的地址可以恢复。</translation>
    </message>
    <message>
        <source>%1 was changed after setup. Only the lines written by Signalbox are reverted.</source>
        <comment>a file</comment>
        <translation>%1 在设置之后被改动过，只还原 Signalbox 写入的内容。</translation>
    </message>
    <message>
        <source>%1 was changed after setup and is kept.</source>
        <comment>a field of a file</comment>
        <translation>%1 在设置之后被改动过，保持不变。</translation>
    </message>
    <message>
        <source>%1 is kept because its address was changed after setup. Remove it manually if you no longer need it.</source>
        <comment>a part of a file</comment>
        <translation>%1 的地址在设置之后被改动过，因此予以保留。如不再需要，请手动删除。</translation>
    </message>
    <message>
        <source>%1 was changed after setup and is removed with the section that Signalbox added.</source>
        <comment>a field of a file</comment>
        <translation>%1 在设置之后被改动过，会随 Signalbox 添加的部分一并删除。</translation>
    </message>
    <message>
        <source>deleted: did not exist before</source>
        <translation>删除：原来没有此文件</translation>
    </message>
    <message>
        <source>restored exactly</source>
        <translation>完全恢复原样</translation>
    </message>
</context>
<context>
    <name>ui::pages::ToolDetail</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Copy the change</source>
        <translation>复制改动</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>client default</source>
        <translation>客户端默认</translation>
    </message>
    <message>
        <source>1 Preview</source>
        <translation>1 预览</translation>
    </message>
    <message>
        <source>2 Back up and write</source>
        <translation>2 备份并写入</translation>
    </message>
    <message>
        <source>3 Wait for a real request</source>
        <translation>3 等待真实请求</translation>
    </message>
    <message>
        <source>The gateway is not listening, so there is no address to write</source>
        <translation>网关没有监听，因此没有可写入的地址</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>请选择模型</translation>
    </message>
    <message>
        <source>A new key is created for it, as consumer “%1”</source>
        <translation>将为它创建新密钥，调用方为“%1”</translation>
    </message>
    <message>
        <source>It keeps its present key</source>
        <translation>保留它的密钥</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Back up and write again</source>
        <translation>备份并重新写入</translation>
    </message>
    <message>
        <source>Back up and write</source>
        <translation>备份并写入</translation>
    </message>
    <message>
        <source>Create another key</source>
        <translation>再创建一个密钥</translation>
    </message>
    <message>
        <source>Create key</source>
        <translation>创建密钥</translation>
    </message>
    <message>
        <source>Check version</source>
        <translation>检查版本</translation>
    </message>
    <message>
        <source>Runs the client once with --version</source>
        <translation>用 --version 运行该客户端一次</translation>
    </message>
    <message>
        <source>The key was created. You can copy it with the steps above until you leave this page; it cannot be shown again.</source>
        <translation>密钥已创建。离开此页面之前可以用上面的步骤复制，之后无法再次显示。</translation>
    </message>
    <message>
        <source>The key is created when the file is written</source>
        <translation>写入文件时会创建密钥</translation>
    </message>
    <message>
        <source>The gateway is not listening</source>
        <translation>网关没有监听</translation>
    </message>
    <message>
        <source>The settings do not work with this version</source>
        <translation>这些设置不适用于此版本</translation>
    </message>
    <message>
        <source>Undo removes its key, so its original settings are restored too. Nothing is written until you confirm.</source>
        <translation>撤销会移除它的密钥，因此也会恢复原来的设置。在你确认之前不会写入任何内容。</translation>
    </message>
    <message>
        <source>Give it a new key</source>
        <translation>给它一个新密钥</translation>
    </message>
    <message>
        <source>It requests “%1”, but no route or provider serves this model. The first request would get a 404.</source>
        <comment>a model</comment>
        <translation>它请求“%1”，但没有路由或供应商提供该模型。首个请求会得到 404。</translation>
    </message>
    <message>
        <source>It requests “%1”, and the first request would fail: %2</source>
        <comment>a model, a sentence</comment>
        <translation>它请求“%1”，首个请求会失败：%2</translation>
    </message>
    <message>
        <source>It also requests %1 in the background, but no route or provider serves it.</source>
        <comment>models</comment>
        <translation>它还会在后台请求 %1，但没有路由或供应商提供该模型。</translation>
    </message>
    <message>
        <source>Route all other names to %1
(adds one route at the end, for this client only)</source>
        <comment>a model</comment>
        <translation>把所有其他名称都转到 %1
（在末尾添加一条仅用于该客户端的路由）</translation>
    </message>
    <message>
        <source>Write anyway?</source>
        <translation>仍要写入吗？</translation>
    </message>
    <message>
        <source>Write anyway</source>
        <translation>仍然写入</translation>
    </message>
    <message>
        <source>Route all other names to %1
(adds one route at the end, for all clients)</source>
        <comment>a model</comment>
        <translation>把所有其他名称都转到 %1
（在末尾添加一条用于所有客户端的路由）</translation>
    </message>
    <message>
        <source>It requests “%1”, which no route or provider serves yet.</source>
        <comment>a model</comment>
        <translation>它请求“%1”，目前没有路由或供应商提供该模型。</translation>
    </message>
    <message>
        <source>It requests “%1”, which cannot be served yet: %2</source>
        <comment>a model, a sentence</comment>
        <translation>它请求“%1”，目前无法响应：%2</translation>
    </message>
</context>
<context>
    <name>ui::pages::ToolSteps</name>
    <message>
        <source>Copy step %1</source>
        <translation>复制第 %1 步</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Create key and copy</source>
        <translation>创建密钥并复制</translation>
    </message>
    <message>
        <source>Create key and copy step %1</source>
        <translation>创建密钥并复制步骤 %1</translation>
    </message>
</context>
<context>
    <name>ui::pages::ToolsPane</name>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Looking for clients…</source>
        <translation>正在查找客户端…</translation>
    </message>
    <message>
        <source>Any other client…</source>
        <translation>其他客户端…</translation>
    </message>
    <message>
        <source>Filter clients</source>
        <translation>筛选客户端</translation>
    </message>
</context>
<context>
    <name>ui::pages::TrustSteps</name>
    <message>
        <source>curl</source>
        <translation>curl</translation>
    </message>
    <message>
        <source>Copy the line</source>
        <translation>复制此行</translation>
    </message>
    <message>
        <source>Node.js: Claude Code, Codex, editor extensions</source>
        <translation>Node.js：Claude Code、Codex、编辑器扩展</translation>
    </message>
    <message>
        <source>Python: other certificates may then be rejected</source>
        <translation>Python：此后可能拒绝其他证书</translation>
    </message>
    <message>
        <source>Java IDEs: import it into the trust store</source>
        <translation>Java IDE：导入信任库</translation>
    </message>
</context>
<context>
    <name>ui::pages::TryDialog</name>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Model name</source>
        <translation>模型名</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>A message; Enter sends it, Shift+Enter begins a new line</source>
        <translation>输入消息；按 Enter 发送，按 Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Talk with a model through the gateway</source>
        <translation>通过网关与模型对话</translation>
    </message>
    <message>
        <source>Messages are sent as by any client on this machine.
Each answer shows its route, provider, tokens, cost and timing.</source>
        <translation>消息的发送方式与本机上的任何客户端相同。
每个回答都会显示路由、供应商、token、费用和用时。</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>The gateway is not listening</source>
        <translation>网关没有监听</translation>
    </message>
    <message>
        <source>Say in one sentence what a signal box does.</source>
        <translation>用一句话说明铁路信号楼的作用。</translation>
    </message>
    <message>
        <source>No models available. Add a provider first</source>
        <translation>没有可用的模型。请先添加供应商</translation>
    </message>
</context>
<context>
    <name>ui::pages::TryTurn</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>route %1</source>
        <translation>路由 %1</translation>
    </message>
    <message>
        <source>without a route</source>
        <translation>未经路由</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s)</source>
        <translation>
            <numerusform>尝试 %n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>first token after %1</source>
        <translation>首 token 用时 %1</translation>
    </message>
    <message>
        <source>tokens: %1 in, %2 out</source>
        <translation>token：输入 %1，输出 %2</translation>
    </message>
    <message>
        <source>tokens: %1</source>
        <comment>none are known</comment>
        <translation>token：%1</translation>
    </message>
    <message>
        <source>cost %1</source>
        <translation>费用：%1</translation>
    </message>
    <message>
        <source>Failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Answered in %1</source>
        <translation>已回答，用时 %1</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>Waiting for the first token</source>
        <translation>正在等待首 token</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>该怎么办</translation>
    </message>
    <message>
        <source>For a report of it choose Copy diagnostics in the settings, under About.</source>
        <translation>要报告此事，请在设置的“关于”中选择“复制诊断信息”。</translation>
    </message>
    <message>
        <source>It is on the Requests page, by its id %1. For a report of it choose Copy diagnostics in the settings, under About.</source>
        <translation>它在“请求”页上，编号为 %1。要报告此事，请在设置的“关于”中选择“复制诊断信息”。</translation>
    </message>
    <message>
        <source>Try again in %1.</source>
        <comment>a duration</comment>
        <translation>请在 %1后再试。</translation>
    </message>
    <message>
        <source>The limit is the provider’s and can be changed in the account there. Another key on the Providers page or another target on the Routes page serves requests meanwhile.</source>
        <translation>该限制属于供应商，可在那里的账户中更改。在此期间，“供应商”页上的另一个密钥或“路由”页上的另一个目标可以处理请求。</translation>
    </message>
    <message>
        <source>%1 in total</source>
        <comment>a duration</comment>
        <translation>共 %1</translation>
    </message>
    <message>
        <source>The limit is one of the policies of this gateway. It can be changed on the Policies page.</source>
        <translation>这是本网关策略中的限额，可以在“策略”页面更改。</translation>
    </message>
</context>
<context>
    <name>ui::pages::TypeDatasetDialog</name>
    <message>
        <source>Type a dataset</source>
        <translation>输入数据集</translation>
    </message>
    <message>
        <source>Save dataset</source>
        <translation>保存数据集</translation>
    </message>
    <message>
        <source>Remove row</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Expected answer</source>
        <translation>期望的回答</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查方式</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>separated by commas; results are also shown by tag</source>
        <translation>以逗号分隔；结果也会按标签显示</translation>
    </message>
    <message>
        <source>Change row</source>
        <translation>更改行</translation>
    </message>
    <message>
        <source>Add row</source>
        <translation>添加行</translation>
    </message>
    <message>
        <source>Enter a question.</source>
        <translation>请输入问题。</translation>
    </message>
    <message>
        <source>The name %1.</source>
        <comment>what is wrong with it</comment>
        <translation>名称%1。</translation>
    </message>
</context>
<context>
    <name>ui::pages::UnsavedText</name>
    <message>
        <source>The configuration was edited as JSON and not saved</source>
        <translation>在“JSON 配置”中的修改尚未保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard and quit</source>
        <translation>放弃并退出</translation>
    </message>
    <message>
        <source>Save and quit</source>
        <translation>保存并退出</translation>
    </message>
    <message>
        <source>Save or discard your changes?</source>
        <translation>保存还是放弃更改？</translation>
    </message>
    <message>
        <source>Your text cannot be saved: it has an error, or the file was changed elsewhere. Go back and fix it, or discard it.</source>
        <translation>文本无法保存：其中有错误，或文件已在别处被修改。请返回修正，或放弃更改。</translation>
    </message>
</context>
<context>
    <name>ui::pages::UpdateLine</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Restart Signalbox</source>
        <translation>重启 Signalbox</translation>
    </message>
    <message>
        <source>Check for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
    <message>
        <source>Checking for updates…</source>
        <translation>正在检查更新…</translation>
    </message>
    <message>
        <source>Not checked for updates yet.</source>
        <translation>尚未检查更新。</translation>
    </message>
    <message>
        <source>This is the latest version in the package lists of this machine, as of %1.</source>
        <translation>按本机 %1 的软件包列表，这是最新版本。</translation>
    </message>
    <message>
        <source>This is the latest version in the package lists of this machine.</source>
        <translation>按本机的软件包列表，这是最新版本。</translation>
    </message>
    <message>
        <source>Signalbox was not installed from a package. Get updates where you downloaded it.</source>
        <translation>Signalbox 不是通过软件包安装的。请从当初下载的地方获取更新。</translation>
    </message>
    <message>
        <source>Signalbox does not support the package system of this machine. Use its software manager.</source>
        <translation>Signalbox 不支持本机的软件包系统。请使用系统的软件管理器。</translation>
    </message>
    <message>
        <source>The package system did not respond: %1</source>
        <translation>软件包系统没有响应：%1</translation>
    </message>
    <message>
        <source>Version %1 is available. Install it with the software manager, or run “%2” in a terminal.</source>
        <translation>版本 %1 可供安装。请使用软件管理器，或在终端中运行“%2”。</translation>
    </message>
    <message>
        <source>Version %1 is installed. Restart Signalbox to use it.</source>
        <translation>版本 %1 已安装。重启 Signalbox 即可使用。</translation>
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
        <source>Calculating…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Opens the requests of this period</source>
        <translation>打开这段时间的请求</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>首 token 用时</translation>
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
        <translation>末 token 用时</translation>
    </message>
    <message>
        <source>%1, %2 of them without details</source>
        <comment>requests</comment>
        <translation>%1，其中 %2 个没有详情</translation>
    </message>
    <message>
        <source>The disk was too slow, or the file could not be written. These requests are included in the totals but not in the request list.</source>
        <translation>磁盘过慢或文件无法写入。这些请求已计入合计，但不在请求列表中。</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>cumulative</source>
        <comment>of cost</comment>
        <translation>累计</translation>
    </message>
    <message>
        <source>Set budget…</source>
        <translation>设置预算…</translation>
    </message>
    <message>
        <source>Opens the budgets in the settings</source>
        <translation>打开设置里的预算</translation>
    </message>
    <message>
        <source>%1, $1 = %2 (%3)</source>
        <comment>how costs are told; rate, its day</comment>
        <translation>%1，US$1 = %2（%3）</translation>
    </message>
    <message>
        <source>Compare with a bill…</source>
        <translation>与账单核对…</translation>
    </message>
    <message>
        <source>%1, %2 without a price</source>
        <comment>cumulative or by day; number of requests</comment>
        <translation>%1，%2 个无价格</translation>
    </message>
    <message>
        <source>Export, budget and bill</source>
        <translation>导出、预算与账单</translation>
    </message>
    <message>
        <source>Filter the table</source>
        <translation>筛选表格</translation>
    </message>
</context>
<context>
    <name>ui::pages::UsagePlots</name>
    <message>
        <source>No data in this period</source>
        <translation>这段时间没有数据</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Uncached input</source>
        <translation>未缓存输入</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>缓存输入</translation>
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
    <message>
        <source>%1 estimated</source>
        <comment>tokens</comment>
        <translation>%1 为估算</translation>
    </message>
    <message>
        <source>%1 as %2</source>
        <comment>a currency, converted into another one</comment>
        <translation>%1 折合 %2</translation>
    </message>
    <message>
        <source>all as %1</source>
        <comment>a currency into which the other one is converted</comment>
        <translation>全部折合 %1</translation>
    </message>
    <message>
        <source>about %1 from estimated tokens</source>
        <comment>amount</comment>
        <translation>约 %1 来自估算的 token</translation>
    </message>
    <message>
        <source>$</source>
        <comment>US dollars</comment>
        <translation>US$</translation>
    </message>
</context>
<context>
    <name>ui::pages::VersionCard</name>
    <message>
        <source>Versions of the configuration</source>
        <translation>配置的各个版本</translation>
    </message>
    <message>
        <source>all applied versions, up to 100</source>
        <translation>曾应用的版本，最多 100 个</translation>
    </message>
    <message>
        <source>Versions cannot be read</source>
        <translation>无法读取版本</translation>
    </message>
    <message>
        <source>Version of %1</source>
        <translation>%1 的版本</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Filter versions</source>
        <translation>筛选版本</translation>
    </message>
</context>
<context>
    <name>ui::pages::VersionDialog</name>
    <message>
        <source>Restore this version</source>
        <translation>恢复此版本</translation>
    </message>
    <message>
        <source>Changes on restore</source>
        <translation>恢复时的更改</translation>
    </message>
    <message>
        <source>This version is identical to the current file.</source>
        <translation>此版本与当前文件相同。</translation>
    </message>
    <message>
        <source>Changes on restore:</source>
        <translation>恢复时的更改：</translation>
    </message>
    <message numerus="yes">
        <source>%Ln key(s) remain revoked. Create new keys if needed.</source>
        <translation>
            <numerusform>%Ln 个已吊销的密钥不会恢复。如有需要，请创建新密钥。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::pages::VersionListModel</name>
    <message>
        <source>this window</source>
        <translation>此窗口</translation>
    </message>
    <message>
        <source>a command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>a backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>oldest version</source>
        <translation>最早的版本</translation>
    </message>
    <message>
        <source>layout only</source>
        <translation>仅排版</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>生效时间</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>更改者</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>其他程序</translation>
    </message>
</context>
<context>
    <name>ui::shell::Banner</name>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
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
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>The gateway now listens on port %1. Update %3, which still uses port %2.</source>
        <comment>ports, names of tools</comment>
        <translation>网关现在监听端口 %1。%3 仍使用端口 %2，请更新。</translation>
    </message>
    <message>
        <source>Show Clients</source>
        <translation>打开“客户端”</translation>
    </message>
</context>
<context>
    <name>ui::shell::Places</name>
    <message>
        <source>Provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>Model: its requests</source>
        <translation>模型的请求</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Requests with “%1”</source>
        <translation>含“%1”的请求</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Consumer</source>
        <translation>调用方</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>限额</translation>
    </message>
</context>
<context>
    <name>ui::shell::ProblemBanner</name>
    <message>
        <source>Solve…</source>
        <translation>解决…</translation>
    </message>
    <message>
        <source>Restart Signalbox</source>
        <translation>重启 Signalbox</translation>
    </message>
    <message>
        <source>Older versions…</source>
        <translation>较早的版本…</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>查看详情</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>打开设置</translation>
    </message>
</context>
<context>
    <name>ui::shell::Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
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
        <source>State and address</source>
        <translation>状态和地址</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Address for clients</source>
        <translation>网关地址</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>not listening</source>
        <translation>未监听</translation>
    </message>
    <message>
        <source>Accept requests again</source>
        <translation>重新接受请求</translation>
    </message>
    <message>
        <source>Reject new requests</source>
        <translation>拒绝新请求</translation>
    </message>
    <message>
        <source>Find a page, model or action</source>
        <translation>查找页面、模型或操作</translation>
    </message>
</context>
<context>
    <name>ui::shell::UndoBar</name>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
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
        <source>A revoked key of “%1” stays revoked. To accept it again, open the consumer.</source>
        <translation>“%1”已吊销的密钥不会恢复。要重新接受，请打开该调用方。</translation>
    </message>
    <message>
        <source>Open “%1”</source>
        <comment>a consumer</comment>
        <translation>打开“%1”</translation>
    </message>
    <message>
        <source>Another program changed the configuration. Your earlier changes are in the version history.</source>
        <translation>其他程序更改了配置。你之前的更改保存在历史版本中。</translation>
    </message>
    <message>
        <source>Open versions</source>
        <translation>打开版本</translation>
    </message>
</context>
<context>
    <name>ui::widgets::HeaderAccess</name>
    <message>
        <source>sorted in ascending order</source>
        <translation>按升序排列</translation>
    </message>
    <message>
        <source>sorted in descending order</source>
        <translation>按降序排列</translation>
    </message>
</context>
<context>
    <name>ui::widgets::ListFilter</name>
    <message>
        <source>No matches</source>
        <translation>没有匹配项</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
</context>
<context>
    <name>ui::widgets::SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
</context>
<context>
    <name>ui::widgets::SortMenu</name>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Configured order</source>
        <translation>配置顺序</translation>
    </message>
    <message>
        <source>Ascending</source>
        <translation>升序</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>降序</translation>
    </message>
</context>
<context>
    <name>ui::wizard::ClientStep</name>
    <message>
        <source>First client</source>
        <translation>第一个客户端</translation>
    </message>
    <message>
        <source>Point a client at the gateway</source>
        <translation>让客户端连到网关</translation>
    </message>
    <message>
        <source>Found on this machine</source>
        <translation>在本机找到</translation>
    </message>
    <message>
        <source>test command for a terminal</source>
        <translation>终端测试命令</translation>
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
        <source>Claude Code and compatible clients</source>
        <translation>Claude Code 及兼容的客户端</translation>
    </message>
    <message>
        <source>Set up a client found on this machine: review each change before it is written, and restore it at any time. For other clients, use the lines below; where no key is required, any value works as the key.</source>
        <translation>设置在本机找到的客户端：写入前可查看每处更改，并可随时恢复。其他客户端请使用下面的内容；不要求密钥时，密钥可填任意值。</translation>
    </message>
    <message>
        <source>Any client that uses the OpenAI or Anthropic protocol can connect. Use the lines below. Where no key is required, any value works as the key.</source>
        <translation>凡是使用 OpenAI 或 Anthropic 协议的客户端都可以连接。请使用下面的内容；不要求密钥时，密钥可填任意值。</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Another program uses this address. Choose another port in the step “Gateway” first.</source>
        <translation>此地址已被另一个程序占用。请先在“网关”一步选择其他端口。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
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
        <source>One address on this machine for all your clients, and a keychain for your keys.</source>
        <translation>本机的一个地址供所有客户端使用，钥匙串保管你的密钥。</translation>
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
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>正在监听</translation>
    </message>
    <message>
        <source>Port %1 is in use</source>
        <translation>端口 %1 被占用</translation>
    </message>
    <message>
        <source>Cannot listen</source>
        <translation>无法监听</translation>
    </message>
    <message>
        <source>Reading keys and opening ports</source>
        <translation>正在读取密钥并打开端口</translation>
    </message>
    <message>
        <source>Trying port %1…</source>
        <translation>正在试用端口 %1…</translation>
    </message>
    <message>
        <source>Update the address in clients that are already set up.</source>
        <translation>请同时修改已设置的客户端中的地址。</translation>
    </message>
    <message>
        <source>Use port %1</source>
        <translation>使用端口 %1</translation>
    </message>
    <message>
        <source>Other machines can connect too, so every client needs a key.</source>
        <translation>其他机器也能连接，因此每个客户端都需要密钥。</translation>
    </message>
    <message>
        <source>Only clients on this machine can connect. If you change the port, update your clients.</source>
        <translation>只有本机的客户端能连接。更改端口后，请同时修改各客户端中的地址。</translation>
    </message>
    <message>
        <source>Only clients on this machine can connect. %1 is not available on this machine. If a client requires it, enter the numeric address instead.</source>
        <translation>只有本机的客户端能连接。本机没有 %1；如果某个客户端要求使用它，请改填数字形式的地址。</translation>
    </message>
    <message>
        <source>%1 is still running. End it yourself, or use another port.</source>
        <translation>%1 仍在运行。请自行结束它，或使用其他端口。</translation>
    </message>
    <message>
        <source>Waiting for %1 to end…</source>
        <translation>正在等待 %1 结束…</translation>
    </message>
    <message>
        <source>The port is set by the command line or the environment.</source>
        <translation>端口由命令行或环境变量指定。</translation>
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
        <source>in progress</source>
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
        <source>The gateway requires a key from each client. Add a key to the client, or allow clients on this machine without a key.</source>
        <translation>网关要求每个客户端提供密钥。请为客户端设置密钥，或允许本机客户端不使用密钥。</translation>
    </message>
    <message>
        <source>The client’s key is not allowed to use this model. Allow it, or choose another model.</source>
        <translation>客户端的密钥无权使用此模型。请允许使用，或选择其他模型。</translation>
    </message>
    <message>
        <source>The budget of this client is used up.</source>
        <translation>此客户端的预算已用完。</translation>
    </message>
    <message>
        <source>The request is not valid.</source>
        <translation>请求无效。</translation>
    </message>
    <message>
        <source>The gateway does not accept this host name.</source>
        <translation>网关不接受此主机名。</translation>
    </message>
    <message>
        <source>The gateway is paused and rejects requests.</source>
        <translation>网关已暂停，拒绝请求。</translation>
    </message>
    <message>
        <source>The gateway is stopping. Try again when it is running.</source>
        <translation>网关正在停止。请在它运行后重试。</translation>
    </message>
    <message>
        <source>No provider has this model. Choose another model, or add the provider that has it.</source>
        <translation>没有供应商提供此模型。请换一个模型，或添加提供它的供应商。</translation>
    </message>
    <message>
        <source>All targets for this model are cooling down or disabled.</source>
        <translation>此模型的所有目标都在冷却或已停用。</translation>
    </message>
    <message>
        <source>The provider has no usable key. Add one, or unlock the keychain.</source>
        <translation>供应商没有可用的密钥。请添加密钥，或解锁钥匙串。</translation>
    </message>
    <message>
        <source>The provider cannot be reached. Check its address and the network.</source>
        <translation>无法连接供应商。请检查其地址和网络。</translation>
    </message>
    <message>
        <source>The provider’s rate limit is reached. Wait a moment, or add another provider.</source>
        <translation>已被供应商限流。请稍等，或添加其他供应商。</translation>
    </message>
    <message>
        <source>The provider’s address points to Signalbox. Enter the provider’s own address.</source>
        <translation>供应商的地址指向 Signalbox。请填写供应商自己的地址。</translation>
    </message>
    <message>
        <source>No response at the gateway’s address</source>
        <translation>网关地址没有响应</translation>
    </message>
    <message>
        <source>The gateway is not listening there. Check its port.</source>
        <translation>网关没有在该地址监听。请检查端口。</translation>
    </message>
    <message>
        <source>The request failed at the client: %1</source>
        <translation>请求在客户端失败：%1</translation>
    </message>
    <message>
        <source>The request failed at the gateway: %1</source>
        <translation>请求在网关失败：%1</translation>
    </message>
    <message>
        <source>The request failed at the provider: %1</source>
        <translation>请求在供应商处失败：%1</translation>
    </message>
    <message>
        <source>Check gateway</source>
        <translation>检查网关</translation>
    </message>
    <message>
        <source>Check provider</source>
        <translation>检查供应商</translation>
    </message>
    <message>
        <source>Resume gateway</source>
        <translation>恢复网关</translation>
    </message>
    <message>
        <source>No route matches the request: %1</source>
        <translation>没有匹配此请求的路由：%1</translation>
    </message>
    <message>
        <source>The gateway refused the client’s request</source>
        <translation>网关拒绝了客户端的请求</translation>
    </message>
    <message>
        <source>The gateway did not accept the request</source>
        <translation>网关没有接受请求</translation>
    </message>
    <message>
        <source>No provider for this request</source>
        <translation>没有可用于此请求的供应商</translation>
    </message>
    <message>
        <source>The provider did not answer</source>
        <translation>供应商没有回答</translation>
    </message>
    <message>
        <source>The conversation repeats the same tool call. Send the request again to go on.</source>
        <translation>对话在重复同一个工具调用。再次发送请求即可继续。</translation>
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
        <source>Connect your clients to AI models in five steps. You can skip any step and do it later.</source>
        <translation>只需五步，即可将客户端连接到 AI 模型。每一步都可以跳过，以后再做。</translation>
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
        <source>Your data and privacy</source>
        <translation>数据与隐私</translation>
    </message>
    <message>
        <source>Usage and settings: they stay on this machine. There is no account and no telemetry.</source>
        <translation>用量和设置：都留在本机。不需要账号，也不收集任何数据。</translation>
    </message>
    <message>
        <source>Prompts and answers: sent only to and from the provider you choose, and not stored unless you enable it.</source>
        <translation>提示词和回答：只在你选择的供应商与本机之间传输；除非你启用，否则不会保存。</translation>
    </message>
    <message>
        <source>Keys: stored in the system keychain or where you choose, and sent only to their provider.</source>
        <translation>密钥：保存在系统钥匙串或你选择的位置，只发送给对应的供应商。</translation>
    </message>
</context>
<context>
    <name>ui::wizard::ProofStep</name>
    <message>
        <source>Proof</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>It works: the request was answered</source>
        <translation>成功：请求得到了回答</translation>
    </message>
    <message>
        <source>Request in progress</source>
        <translation>请求正在进行</translation>
    </message>
    <message>
        <source>Waiting for a request</source>
        <translation>正在等待请求</translation>
    </message>
    <message>
        <source>Sent by Signalbox to its own address, as any client would.</source>
        <translation>Signalbox 已像普通客户端一样，向自己的地址发送了请求。</translation>
    </message>
    <message>
        <source>Sent by %1.</source>
        <translation>由 %1 发送。</translation>
    </message>
    <message>
        <source>Send one from your client, or let Signalbox send one to itself.</source>
        <translation>从你的客户端发送一个请求，或让 Signalbox 给自己发送一个。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Finish without test</source>
        <translation>不测试，直接完成</translation>
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
        <translation>网关地址</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制地址</translation>
    </message>
    <message>
        <source>Start Signalbox when I log in</source>
        <translation>登录时启动 Signalbox</translation>
    </message>
    <message>
        <source>Send another</source>
        <translation>再发送一次</translation>
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
        <source>Say in one sentence that this request came through a gateway.</source>
        <translation>请用一句话说明这个请求经过了网关。</translation>
    </message>
    <message>
        <source>none needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>Closing the window quits Signalbox. You can change this in Settings.</source>
        <translation>关闭窗口会退出 Signalbox，可在“设置”中更改。</translation>
    </message>
    <message>
        <source>This desktop has no tray. Closing the window minimises it. Start Signalbox again to show it.</source>
        <translation>此桌面没有托盘，关闭窗口时会将其最小化。再次启动 Signalbox 即可显示窗口。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Sent by %1 at %2.</source>
        <comment>a client, a time</comment>
        <translation>由 %1 于 %2 发送。</translation>
    </message>
    <message>
        <source>%1 requested %2, and %3 answered. The content is not stored.</source>
        <comment>a client, a model, a provider</comment>
        <translation>%1 请求了 %2，由 %3 回答。内容不会保存。</translation>
    </message>
    <message>
        <source>%1 requested %2, and %3 answered with %4. The content is not stored.</source>
        <comment>a client, a model, a provider, its model</comment>
        <translation>%1 请求了 %2，由 %3 以 %4 回答。内容不会保存。</translation>
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
        <source>Choose a provider</source>
        <translation>选择供应商</translation>
    </message>
    <message>
        <source>A test sends one small request straight to the provider. It costs a fraction of a cent.</source>
        <translation>测试会直接向供应商发送一个小请求，费用不到一分钱。</translation>
    </message>
    <message>
        <source>One small request was sent directly to the provider.</source>
        <translation>已直接向供应商发送一个小请求。</translation>
    </message>
    <message>
        <source>Without a key, you can continue with the demo provider. It is free and needs no network.</source>
        <translation>没有密钥也可以用演示供应商继续。它免费，也不需要网络。</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>添加 %1</translation>
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
    <message>
        <source>Already added. Continue, change it, or add another provider.</source>
        <translation>已添加。可以继续、修改它，或添加其他供应商。</translation>
    </message>
    <message>
        <source>Not used yet. A test sends one small request.</source>
        <translation>尚未使用。测试会发送一个小请求。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) found. Choose another model to test it.</source>
        <translation>
            <numerusform>找到 %n 个模型。选择其他模型即可测试。</numerusform>
        </translation>
    </message>
    <message>
        <source>Use demo provider</source>
        <translation>使用演示供应商</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
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
    <name>ui::words::CertificateWords</name>
    <message>
        <source>expired on %1</source>
        <translation>已于 %1过期</translation>
    </message>
    <message>
        <source>expires on %1</source>
        <translation>将于 %1过期</translation>
    </message>
</context>
<context>
    <name>ui::words::DoctorWords</name>
    <message>
        <source>Configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Ports</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Keychain</source>
        <translation>钥匙串</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>用量记录</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>notice</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未检查</translation>
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
        <source>provider error</source>
        <translation>供应商错误</translation>
    </message>
    <message>
        <source>unreachable</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>cannot be parsed</source>
        <translation>无法解析</translation>
    </message>
    <message>
        <source>rate limit</source>
        <translation>限流</translation>
    </message>
    <message>
        <source>interrupted</source>
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
        <source>the base URL points to Signalbox</source>
        <translation>Base URL 指向 Signalbox</translation>
    </message>
    <message>
        <source>Signalbox error</source>
        <translation>Signalbox 出错</translation>
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
        <source>The configuration file has an error. Fix the file first, so that nothing is lost</source>
        <translation>配置文件有错误。请先修正文件，以免内容丢失</translation>
    </message>
    <message>
        <source>The configuration would not be valid</source>
        <translation>这样的配置无效</translation>
    </message>
    <message>
        <source>The configuration was written by a newer version of Signalbox and is read-only here</source>
        <translation>配置由更新版本的 Signalbox 写成，在这里为只读</translation>
    </message>
    <message>
        <source>cancelled here</source>
        <translation>在本机取消</translation>
    </message>
    <message>
        <source>Another program has just changed the configuration file. Check the change, then try again</source>
        <translation>另一个程序刚刚修改了配置文件。请查看其修改，然后重试</translation>
    </message>
    <message>
        <source>The configuration file cannot be written. Make it writable, make room on the disk, and try again</source>
        <translation>无法写入配置文件。请确认文件可写、磁盘有空间，然后重试</translation>
    </message>
    <message>
        <source>invalid request</source>
        <translation>请求无效</translation>
    </message>
    <message>
        <source>earlier response not stored</source>
        <translation>先前的响应未保存</translation>
    </message>
    <message>
        <source>key not accepted</source>
        <translation>密钥未被接受</translation>
    </message>
    <message>
        <source>budget used up</source>
        <translation>预算已用完</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>foreign host</source>
        <translation>陌生的主机名</translation>
    </message>
    <message>
        <source>foreign origin</source>
        <translation>陌生的来源</translation>
    </message>
    <message>
        <source>unknown path</source>
        <translation>未知路径</translation>
    </message>
    <message>
        <source>method not allowed</source>
        <translation>不允许的方法</translation>
    </message>
    <message>
        <source>request sent too slowly</source>
        <translation>请求发送过慢</translation>
    </message>
    <message>
        <source>unsupported content type</source>
        <translation>不支持的内容类型</translation>
    </message>
    <message>
        <source>request too large</source>
        <translation>请求过大</translation>
    </message>
    <message>
        <source>header too large</source>
        <translation>请求头过大</translation>
    </message>
    <message>
        <source>WebSocket not supported</source>
        <translation>不支持 WebSocket</translation>
    </message>
    <message>
        <source>malformed request</source>
        <translation>请求格式错误</translation>
    </message>
    <message>
        <source>timeout</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>repeated tool call</source>
        <translation>重复的工具调用</translation>
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
        <source>no response</source>
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
        <source>Keychain not responding</source>
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
        <source>Access to key “%1” denied: %2 must be readable only by you</source>
        <translation>无法读取密钥“%1”：%2 必须只有你能读取</translation>
    </message>
    <message>
        <source>Access to key “%1” denied: allow access in the keychain</source>
        <translation>无法读取密钥“%1”：请在钥匙串中允许访问</translation>
    </message>
    <message>
        <source>Reading key “%1”</source>
        <translation>正在读取密钥“%1”</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it to use key “%1”</source>
        <translation>钥匙串已锁定，解锁后才能使用密钥“%1”</translation>
    </message>
    <message>
        <source>The keychain is not responding. It may be waiting for its password</source>
        <translation>钥匙串没有响应，可能正在等待输入密码</translation>
    </message>
    <message>
        <source>Key “%1” not found. Paste it again under Edit</source>
        <translation>找不到密钥“%1”。请在“编辑”中重新粘贴</translation>
    </message>
    <message>
        <source>A key is required. Paste one under Edit</source>
        <translation>需要密钥。请在“编辑”中粘贴</translation>
    </message>
    <message>
        <source>All its keys are disabled</source>
        <translation>它的所有密钥都已停用</translation>
    </message>
    <message>
        <source>Encrypted file locked</source>
        <translation>加密文件已锁定</translation>
    </message>
    <message>
        <source>Key “%1” was stored only in memory. Paste it again under Edit</source>
        <translation>密钥“%1”只保存在内存中。请在“编辑”中重新粘贴</translation>
    </message>
    <message>
        <source>The encrypted file with key “%1” is locked. Enter its passphrase</source>
        <translation>存有密钥“%1”的加密文件已锁定。请输入它的口令</translation>
    </message>
    <message>
        <source>The encrypted file with key “%1” cannot be used: %2</source>
        <translation>存有密钥“%1”的加密文件无法使用：%2</translation>
    </message>
    <message>
        <source>No keychain available. Under Edit, store key “%1” elsewhere: in an encrypted file, in memory, or in an environment variable</source>
        <translation>没有可用的钥匙串。请在“编辑”中把密钥“%1”保存到别处：加密文件、内存或环境变量</translation>
    </message>
    <message>
        <source>Other keychain</source>
        <translation>另一个钥匙串</translation>
    </message>
    <message>
        <source>Key “%1” cannot be read: %2</source>
        <translation>无法读取密钥“%1”：%2</translation>
    </message>
    <message>
        <source>awaiting approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>Awaiting approval</source>
        <translation>等待批准</translation>
    </message>
    <message>
        <source>Key “%1” needs approval for its destination</source>
        <translation>密钥“%1”的发送地址等待批准</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>Key not usable</source>
        <translation>密钥无法使用</translation>
    </message>
    <message>
        <source>Key “%1” cannot be used: %2</source>
        <translation>密钥“%1”无法使用：%2</translation>
    </message>
</context>
<context>
    <name>ui::words::PortWords</name>
    <message>
        <source>Port %1 is free.</source>
        <translation>端口 %1 可用。</translation>
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
        <source>Port %1 is taken by another Signalbox (process %2). Stop it, or choose another port to run both.</source>
        <translation>端口 %1 已被另一个 Signalbox（进程 %2）占用。请停止它；要同时运行，请另选端口。</translation>
    </message>
    <message>
        <source>Port %1 is taken by %2 (process %3). Stop it, or choose another port.</source>
        <translation>端口 %1 已被 %2（进程 %3）占用。请停止它，或另选端口。</translation>
    </message>
    <message>
        <source>Ports below 1024 require administrator rights. Choose another port in Settings, Gateway.</source>
        <translation>1024 以下的端口需要管理员权限。请在“设置”的“网关”中选择其他端口。</translation>
    </message>
    <message>
        <source>%1 Change the HTTPS port in Settings, Gateway.</source>
        <comment>who has a port</comment>
        <translation>%1请在“设置”的“网关”中更改 HTTPS 端口。</translation>
    </message>
    <message>
        <source>The port is set by the command line or the environment. Change it there.</source>
        <translation>端口由命令行或环境变量指定。请在那里修改。</translation>
    </message>
    <message>
        <source>Port %1 is the HTTPS port of this gateway. Choose another one.</source>
        <translation>端口 %1 是此网关的 HTTPS 端口。请选择另一个端口。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what went wrong, and why</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Port %1 is taken by another Signalbox, version %2, which may run as another user or in a container. Stop it, or choose another port to run both.</source>
        <translation>端口 %1 已被另一个 Signalbox（版本 %2）占用，它可能由其他用户运行，或在容器中运行。请停止它；要同时运行，请另选端口。</translation>
    </message>
    <message>
        <source>Port %1 is taken by another Signalbox, version %2 (%3, process %4). Stop it, or choose another port to run both.</source>
        <translation>端口 %1 已被另一个 Signalbox 占用（版本 %2，%3，进程 %4）。请停止它；要同时运行，请另选端口。</translation>
    </message>
</context>
<context>
    <name>ui::words::PriceWords</name>
    <message>
        <source>this machine, free of charge</source>
        <comment>the source of a price</comment>
        <translation>本机，免费</translation>
    </message>
    <message>
        <source>your configuration</source>
        <comment>the source of a price</comment>
        <translation>你的配置</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>rate of exchange; its day</comment>
        <translation>%2 的 %1</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>the source of a price; rate of exchange</comment>
        <translation>%1，汇率 %2</translation>
    </message>
    <message>
        <source>%1, the rest %2</source>
        <comment>two sources of a price</comment>
        <translation>%1，其余按 %2</translation>
    </message>
    <message>
        <source>%1, as %2</source>
        <comment>the source of a price; the model that it is for</comment>
        <translation>%1，按 %2</translation>
    </message>
    <message>
        <source>price from %1</source>
        <comment>the source of a price and its date</comment>
        <translation>价格来自 %1</translation>
    </message>
</context>
<context>
    <name>ui::words::ProbeWords</name>
    <message>
        <source>No usable key</source>
        <translation>没有可用的密钥</translation>
    </message>
    <message>
        <source>Not set up: address or setting missing</source>
        <translation>尚未设置好：缺少地址或设置</translation>
    </message>
    <message>
        <source>Test not possible</source>
        <translation>无法测试</translation>
    </message>
    <message>
        <source>Key rejected (401)</source>
        <translation>密钥被拒绝（401）</translation>
    </message>
    <message>
        <source>The balance is used up (402)</source>
        <translation>余额已用尽（402）</translation>
    </message>
    <message>
        <source>The key has no permission (403)</source>
        <translation>密钥没有权限（403）</translation>
    </message>
    <message>
        <source>Not found (404): check the address and the model</source>
        <translation>未找到（404）：请检查地址和模型</translation>
    </message>
    <message>
        <source>Reached, but rate-limited now (429)</source>
        <translation>可以连接，但目前被限流（429）</translation>
    </message>
    <message>
        <source>The address redirects (%1). The key was not sent there: check the address</source>
        <translation>该地址发生重定向（%1），密钥未发送：请检查地址</translation>
    </message>
    <message>
        <source>Unexpected status %1</source>
        <translation>意外的状态码 %1</translation>
    </message>
    <message>
        <source>No response at %1: check that it is running and the address is correct</source>
        <translation>%1 没有响应：请检查它是否运行、地址是否正确</translation>
    </message>
    <message>
        <source>Host of %1 not found: check the address and the network</source>
        <translation>找不到 %1 的主机：请检查地址和网络</translation>
    </message>
    <message>
        <source>No secure connection to %1</source>
        <translation>无法与 %1 建立安全连接</translation>
    </message>
    <message>
        <source>The proxy refused the connection to %1</source>
        <translation>代理拒绝了到 %1 的连接</translation>
    </message>
    <message>
        <source>%1 closed the connection or does not use HTTP</source>
        <translation>%1 关闭了连接，或不使用 HTTP</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>无法连接到 %1</translation>
    </message>
    <message>
        <source>%1 did not answer in time</source>
        <translation>%1 没有及时响应</translation>
    </message>
    <message>
        <source>The response of %1 is too large</source>
        <translation>%1 的响应过大</translation>
    </message>
    <message>
        <source>The CA file is not readable or contains no certificate</source>
        <translation>CA 文件无法读取，或其中没有证书</translation>
    </message>
    <message>
        <source>The answer was interrupted</source>
        <translation>回答中断</translation>
    </message>
    <message>
        <source>The answer is not an OpenAI chat stream: check that the address ends before /chat/completions</source>
        <translation>响应不是 OpenAI 聊天流：请检查地址是否止于 /chat/completions 之前</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <comment>what happened, and in the other side’s own words</comment>
        <translation>%1：“%2”</translation>
    </message>
    <message>
        <source>This is the address of Signalbox: enter the provider’s own address</source>
        <translation>这是 Signalbox 的地址：请填写供应商自己的地址</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it and test again</source>
        <translation>钥匙串已锁定。请先解锁，再重新测试</translation>
    </message>
    <message>
        <source>The encrypted file with its key is locked. Enter its passphrase and test again</source>
        <translation>存放密钥的加密文件已锁定。请输入口令，再重新测试</translation>
    </message>
    <message>
        <source>The keychain is not responding. It may be waiting for its password in another window</source>
        <translation>钥匙串没有响应，可能正在另一个窗口中等待输入密码</translation>
    </message>
    <message>
        <source>The keychain with its key is not available</source>
        <translation>存放该密钥的钥匙串不可用</translation>
    </message>
    <message>
        <source>The response is not a model list, perhaps a web page: check that the address ends before /models</source>
        <translation>响应不是模型列表，可能是网页：请检查地址是否止于 /models 之前</translation>
    </message>
    <message>
        <source>Key rejected (%1). It is in quotes: remove them</source>
        <translation>密钥被拒绝（%1）。密钥带有引号：请去掉引号</translation>
    </message>
    <message>
        <source>Key rejected (%1). It starts with “Bearer”, which Signalbox adds automatically: enter only the key</source>
        <translation>密钥被拒绝（%1）。密钥以“Bearer”开头，而 Signalbox 会自动添加：请只输入密钥</translation>
    </message>
    <message>
        <source>Key rejected (%1). It is a NAME=VALUE line: enter only the value</source>
        <translation>密钥被拒绝（%1）。密钥是一行 NAME=VALUE：请只输入值</translation>
    </message>
    <message>
        <source>No API at this address. Use %1 instead</source>
        <translation>此地址没有 API，请改用 %1</translation>
    </message>
    <message>
        <source>No model list at this address (404): check the address, or enter a model in the provider’s settings, under “Models”</source>
        <translation>此地址没有模型列表（404）：请检查地址，或在供应商设置的“模型”中填写模型</translation>
    </message>
    <message>
        <source>No model to test with: enter one in the provider’s settings, under “Models”</source>
        <translation>没有可用来测试的模型：请在供应商设置的“模型”中填写</translation>
    </message>
</context>
<context>
    <name>ui::words::RestWords</name>
    <message>
        <source>images</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>reranking</source>
        <translation>重排序</translation>
    </message>
    <message>
        <source>moderations</source>
        <translation>内容审核</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>token counting</source>
        <translation>token 计数</translation>
    </message>
    <message>
        <source>%1, for %2 only</source>
        <comment>sentence, kind of request</comment>
        <translation>%1，仅限%2请求</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <comment>what rests, kind of request</comment>
        <translation>%1（%2请求）</translation>
    </message>
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
        <source>%1 is cooling down until %2 (%3)</source>
        <comment>what, time, reason</comment>
        <translation>%1冷却至 %2（%3）</translation>
    </message>
    <message>
        <source>%1 is retried with the next request (%2)</source>
        <comment>what, reason</comment>
        <translation>%1将在下一个请求时重试（%2）</translation>
    </message>
    <message>
        <source>%1: key “%2” is cooling down (%3)</source>
        <comment>provider, key, reason</comment>
        <translation>%1：密钥“%2”正在冷却（%3）</translation>
    </message>
    <message>
        <source>%1: key “%2” is cooling down for model “%3” (%4)</source>
        <comment>provider, key, model, reason</comment>
        <translation>%1：密钥“%2”对模型“%3”正在冷却（%4）</translation>
    </message>
    <message>
        <source>%1: model “%2” is cooling down (%3)</source>
        <comment>provider, model, reason</comment>
        <translation>%1：模型“%2”正在冷却（%3）</translation>
    </message>
    <message>
        <source>%1 is cooling down after failures (%2)</source>
        <comment>provider, reason</comment>
        <translation>%1 因失败正在冷却（%2）</translation>
    </message>
    <message>
        <source>%1: key “%2” is used again</source>
        <comment>provider, key</comment>
        <translation>%1：密钥“%2”恢复使用</translation>
    </message>
    <message>
        <source>%1: key “%2” is used again for model “%3”</source>
        <comment>provider, key, model</comment>
        <translation>%1：密钥“%2”对模型“%3”恢复使用</translation>
    </message>
    <message>
        <source>%1: model “%2” is used again</source>
        <comment>provider, model</comment>
        <translation>%1：模型“%2”恢复使用</translation>
    </message>
    <message>
        <source>%1 is used again</source>
        <comment>provider</comment>
        <translation>%1 恢复使用</translation>
    </message>
</context>
<context>
    <name>ui::words::RouteWords</name>
    <message>
        <source>weighted round robin</source>
        <translation>加权轮询</translation>
    </message>
    <message>
        <source>consistent hashing</source>
        <translation>一致性哈希</translation>
    </message>
    <message>
        <source>least busy</source>
        <translation>负载最低</translation>
    </message>
    <message>
        <source>fastest</source>
        <translation>最快</translation>
    </message>
    <message>
        <source>cheapest</source>
        <translation>最便宜</translation>
    </message>
    <message>
        <source>conversation affinity</source>
        <translation>会话亲和</translation>
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
        <translation>调用方 %1</translation>
    </message>
    <message>
        <source>every request</source>
        <translation>所有请求</translation>
    </message>
    <message>
        <source>no target</source>
        <translation>没有目标</translation>
    </message>
    <message numerus="yes">
        <source>%Ln target(s)</source>
        <translation>
            <numerusform>%Ln 个目标</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>targets, fallbacks</comment>
        <translation>%1，%2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln fallback(s)</source>
        <translation>
            <numerusform>%Ln 个备用</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, balanced</source>
        <comment>targets</comment>
        <translation>%1，负载均衡</translation>
    </message>
    <message numerus="yes">
        <source>over %1 token(s)</source>
        <translation>
            <numerusform>超过 %1 token</numerusform>
        </translation>
    </message>
    <message>
        <source>none, without a key</source>
        <translation>无，不带密钥</translation>
    </message>
    <message>
        <source>Permissions</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Stored content</source>
        <translation>保存请求内容</translation>
    </message>
    <message>
        <source>callers without a key</source>
        <translation>没有密钥的调用方</translation>
    </message>
    <message>
        <source>all other names</source>
        <comment>model names</comment>
        <translation>其余所有名称</translation>
    </message>
    <message>
        <source>For %1: every other name uses route “%2”</source>
        <comment>consumers, route</comment>
        <translation>%1：其余所有名称使用路由“%2”</translation>
    </message>
    <message>
        <source>For %1: names without “/” use route “%2”</source>
        <comment>consumers, route</comment>
        <translation>%1：不含“/”的名称使用路由“%2”</translation>
    </message>
    <message>
        <source>For %1: names with “/” use route “%2”</source>
        <comment>consumers, route</comment>
        <translation>%1：含“/”的名称使用路由“%2”</translation>
    </message>
    <message>
        <source>Every other name goes to the provider that has it</source>
        <translation>其余名称交给拥有该模型的供应商</translation>
    </message>
    <message>
        <source>Every other name uses route “%1”; only names with “/”, such as PROVIDER/MODEL, go to the provider</source>
        <translation>其余所有名称使用路由“%1”；只有含“/”的名称（例如“供应商/模型”）交给供应商</translation>
    </message>
    <message>
        <source>Every other name uses route “%1”; names with “/”, such as PROVIDER/MODEL, use route “%2”</source>
        <translation>其余所有名称使用路由“%1”；含“/”的名称（例如“供应商/模型”）使用路由“%2”</translation>
    </message>
    <message>
        <source>Every other name uses route “%1”</source>
        <translation>其余所有名称使用路由“%1”</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>限额</translation>
    </message>
    <message>
        <source>Loop guard</source>
        <translation>循环防护</translation>
    </message>
    <message>
        <source>Judge of an experiment</source>
        <translation>实验的评判模型</translation>
    </message>
</context>
<context>
    <name>ui::words::RuleWords</name>
    <message>
        <source>invalid request</source>
        <translation>请求无效</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>key for this model</source>
        <translation>密钥（仅此模型）</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>provider</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>class default</source>
        <translation>类别默认</translation>
    </message>
    <message>
        <source>Retries the same key as set by the route, then the next target</source>
        <translation>按路由设置用同一密钥重试，然后尝试下一个目标</translation>
    </message>
    <message>
        <source>Tries the next key, or the next target if there are no more keys</source>
        <translation>尝试下一个密钥；没有其他密钥时尝试下一个目标</translation>
    </message>
    <message>
        <source>Tries the next target</source>
        <translation>尝试下一个目标</translation>
    </message>
    <message>
        <source>Returns the failure to the client</source>
        <translation>将此失败返回客户端</translation>
    </message>
    <message>
        <source>No cooldown</source>
        <translation>不冷却</translation>
    </message>
    <message>
        <source>Immediate cooldown: %1</source>
        <translation>立即冷却：%1</translation>
    </message>
    <message>
        <source>Cooldown after repeated failures: %1</source>
        <translation>多次失败后冷却：%1</translation>
    </message>
    <message>
        <source>%1; %2 s if the provider reports no time</source>
        <translation>%1；供应商未给出等待时间时冷却 %2 秒</translation>
    </message>
    <message>
        <source>retry key</source>
        <translation>用同一密钥重试</translation>
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
        <source>immediately</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>after repeated failures</source>
        <translation>多次失败后</translation>
    </message>
    <message>
        <source>return to client</source>
        <translation>返回客户端</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>by key failover</source>
        <translation>按供应商的冷却设置</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the statuses of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ui::words::SentenceWords</name>
    <message>
        <source>%1: %2</source>
        <comment>a field, and what is said of it</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the words of a list</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ui::words::SettingWords</name>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>资源名</translation>
    </message>
    <message>
        <source>Deployment</source>
        <translation>部署</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API 版本</translation>
    </message>
    <message>
        <source>Account ID</source>
        <translation>账户 ID</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>账户</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Gateway address</source>
        <translation>网关地址</translation>
    </message>
</context>
</TS>
