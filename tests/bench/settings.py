"""The configurations: certificates, signalboxd's file, nginx's file."""
import json
import os
import subprocess

KEY_NAME = 'SIGNALBOX_BENCH_KEY'
DECOYS = 200  # routes that are looked at and do not match
NGINX_POOL = 64  # idle upstream connections; more than the closed loads have, so that nginx never reconnects


def make_certificates(folder):
    """An authority and a leaf for this machine's loopback; the paths of (ca, certificate, key)."""
    def path(name):
        return os.path.join(folder, name)

    def openssl(*words):
        subprocess.run(['openssl', *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    with open(path('leaf.cnf'), 'w', encoding='ascii') as file:
        file.write('subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1\n')
    new_key = ('-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes')
    openssl('req', '-x509', *new_key, '-subj', '/CN=Benchmark', '-days', '2', '-keyout', path('ca.key'),
            '-out', path('ca.pem'))
    openssl('req', *new_key, '-subj', '/CN=localhost', '-keyout', path('leaf.key'), '-out', path('leaf.csr'))
    openssl('x509', '-req', '-in', path('leaf.csr'), '-CA', path('ca.pem'), '-CAkey', path('ca.key'),
            '-CAcreateserial', '-days', '2', '-extfile', path('leaf.cnf'), '-out', path('leaf.pem'))
    return path('ca.pem'), path('leaf.pem'), path('leaf.key')


def _provider(name, base_url, ca_file):
    return {'id': name, 'type': 'openai-compatible', 'base_url': base_url, 'models': [], 'ca_file': ca_file,
            'keys': [{'name': 'main', 'secret': f'env:{KEY_NAME}'}]}


def _decoy(number):
    kinds = ({'models': [{'exact': f'team-{number}/large'}, {'exact': f'team-{number}/small'}]},
             {'models': [{'prefix': f'family-{number}-'}]},
             {'models': [{'prefix': 'plain-'}, {'prefix': 'tls-'}, {'prefix': 'https-'}],
              'headers': [{'name': 'x-team', 'exact': f'team-{number}'}]},
             {'models': [{'suffix': f'-edition-{number}'}]})
    return {'id': f'decoy-{number}', 'match': kinds[number % len(kinds)],
            'targets': [{'provider': 'plain', 'model': f'decoy-{number}'}]}


def _route(number, model, provider):
    """Behind all decoys; the model is renamed, so that the body has to be edited."""
    behaviour = model.partition('!')[2]
    targets = [{'provider': provider, 'model': f'upstream-a!{behaviour}', 'priority': 1, 'weight': 3},
               {'provider': provider, 'model': f'upstream-b!{behaviour}', 'priority': 1, 'weight': 1},
               {'provider': provider, 'model': f'upstream-c!{behaviour}', 'priority': 0}]
    return {'id': f'load-{number}', 'match': {'models': [{'exact': model}]}, 'targets': targets}


def signalboxd_settings(models, upstream_ports, certificates, https_port):
    plain, secure = upstream_ports
    ca_file, certificate, key = certificates
    routes = [_decoy(number) for number in range(DECOYS)]
    routes += [_route(number, model, 'secure' if is_tls else 'plain') for number, (model, is_tls) in enumerate(models)]
    return json.dumps({
        'version': 1,
        'listen': {'http_port': 0, 'https_port': https_port, 'tls': {'certificate': certificate, 'key': key}},
        'providers': [_provider('plain', f'http://127.0.0.1:{plain}/v1', None),
                      _provider('secure', f'https://127.0.0.1:{secure}/v1', ca_file)],
        'routes': routes}, indent=1)


# Without these nginx now and then gives the pages of a large body back with
# each request and faults them in again, at twice the cost.
NGINX_ENVIRONMENT = {'MALLOC_TRIM_THRESHOLD_': '134217728', 'MALLOC_MMAP_THRESHOLD_': '33554432'}


def nginx_settings(folder, upstream_ports, certificates, ports):
    """One server per variant, each as a reverse proxy for streams is set up by hand."""
    plain, secure = upstream_ports
    ca_file, certificate, key = certificates
    user = 'user root;' if os.geteuid() == 0 else ''
    temporary = '\n'.join(f'  {kind}_temp_path {folder}/nginx-{kind};'
                          for kind in ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
    return f'''
{user}
daemon off;
worker_processes 1;
worker_rlimit_nofile 16384;
pid {folder}/nginx.pid;
events {{ worker_connections 8192; }}
http {{
{temporary}
  access_log off;
  client_max_body_size 64m;
  client_body_buffer_size 4m;
  keepalive_requests 1000000000;
  proxy_http_version 1.1;
  proxy_set_header Connection "";
  proxy_buffering off;
  proxy_ssl_verify on;
  proxy_ssl_trusted_certificate {ca_file};
  proxy_ssl_name localhost;
  proxy_ssl_server_name on;
  ssl_certificate {certificate};
  ssl_certificate_key {key};
  upstream plain {{ server 127.0.0.1:{plain}; keepalive {NGINX_POOL}; keepalive_requests 1000000000; }}
  upstream secure {{ server 127.0.0.1:{secure}; keepalive {NGINX_POOL}; keepalive_requests 1000000000; }}
  server {{ listen 127.0.0.1:{ports[0]} backlog=4096; location / {{ proxy_pass http://plain; }} }}
  server {{ listen 127.0.0.1:{ports[1]} backlog=4096; location / {{ proxy_pass https://secure; }} }}
  server {{ listen 127.0.0.1:{ports[2]} ssl backlog=4096; location / {{ proxy_pass http://plain; }} }}
}}
'''
